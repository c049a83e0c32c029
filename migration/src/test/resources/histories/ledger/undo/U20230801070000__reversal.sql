ALTER TABLE book.journal DROP COLUMN reverses;
