ALTER TABLE book.posting DROP COLUMN vat;
DROP TABLE book.vat_code;
