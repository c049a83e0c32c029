CREATE DOMAIN email_address AS varchar(120) CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
ALTER TABLE customer ALTER COLUMN email TYPE email_address;
