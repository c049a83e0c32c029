ALTER TABLE reactions DROP COLUMN kind_id;
DROP TABLE reaction_kinds;
