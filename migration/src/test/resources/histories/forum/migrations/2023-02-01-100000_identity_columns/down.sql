ALTER TABLE members ALTER COLUMN id DROP IDENTITY;
CREATE SEQUENCE members_id_seq AS integer OWNED BY members.id;
ALTER TABLE members ALTER COLUMN id SET DEFAULT nextval('members_id_seq');
ALTER SEQUENCE members_id_seq RESTART WITH 5;
