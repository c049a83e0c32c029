ALTER TABLE book.account ADD COLUMN closed_on date;
