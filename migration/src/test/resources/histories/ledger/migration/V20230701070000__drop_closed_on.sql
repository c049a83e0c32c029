ALTER TABLE book.account DROP COLUMN closed_on;
