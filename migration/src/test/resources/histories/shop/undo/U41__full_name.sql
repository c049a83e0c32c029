ALTER TABLE customer DROP COLUMN full_name;
