ALTER TABLE book.vat_code ALTER COLUMN text TYPE varchar(120);
COMMENT ON COLUMN book.vat_code.text IS 'As printed';
