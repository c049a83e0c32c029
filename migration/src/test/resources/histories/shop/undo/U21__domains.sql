ALTER TABLE customer ALTER COLUMN email TYPE varchar(120);
DROP DOMAIN email_address;
