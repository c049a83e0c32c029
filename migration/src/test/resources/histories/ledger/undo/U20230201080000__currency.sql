ALTER TABLE book.journal DROP COLUMN currency;
DROP TABLE book.currency;
