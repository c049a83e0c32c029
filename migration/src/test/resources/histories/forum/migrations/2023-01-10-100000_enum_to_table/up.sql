CREATE TABLE reaction_kinds (id SMALLINT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO reaction_kinds SELECT row_number() OVER (ORDER BY e), e::text FROM unnest(enum_range(NULL::reaction)) e;
ALTER TABLE reactions ADD COLUMN kind_id SMALLINT REFERENCES reaction_kinds;
UPDATE reactions r SET kind_id = k.id FROM reaction_kinds k WHERE k.name = r.reaction::text;
ALTER TABLE reactions ALTER COLUMN kind_id SET NOT NULL;
