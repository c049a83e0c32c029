ALTER TABLE customer RENAME COLUMN first_name TO given_name;
ALTER TABLE customer RENAME COLUMN last_name TO family_name;
