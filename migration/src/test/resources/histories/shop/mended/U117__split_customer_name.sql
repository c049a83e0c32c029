ALTER TABLE customer RENAME COLUMN given_name TO first_name;
ALTER TABLE customer RENAME COLUMN family_name TO last_name;
