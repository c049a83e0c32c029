ALTER TABLE currency ADD COLUMN symbol text;
