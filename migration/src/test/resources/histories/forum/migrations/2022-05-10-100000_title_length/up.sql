ALTER TABLE threads ALTER COLUMN title TYPE TEXT;
ALTER TABLE threads ADD CONSTRAINT title_length CHECK (char_length(title) BETWEEN 3 AND 200);
