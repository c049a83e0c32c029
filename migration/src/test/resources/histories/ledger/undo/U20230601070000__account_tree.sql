ALTER TABLE book.account DROP COLUMN parent;
