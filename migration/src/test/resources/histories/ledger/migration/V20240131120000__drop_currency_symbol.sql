ALTER TABLE book.currency DROP COLUMN symbol;
