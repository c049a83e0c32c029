COMMENT ON COLUMN book.vat_code.text IS NULL;
ALTER TABLE book.vat_code ALTER COLUMN text TYPE varchar(60);
