ALTER TABLE book.vat_code ALTER COLUMN text TYPE varchar(60);
