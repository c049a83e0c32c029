ALTER TABLE users ALTER COLUMN password_hash TYPE varchar(60);
