ALTER TABLE product ALTER COLUMN title TYPE varchar(200);
