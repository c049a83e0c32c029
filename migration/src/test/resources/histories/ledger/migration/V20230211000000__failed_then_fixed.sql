-- The first form of this file added the constraint before the rows were mended, failed, and was repaired.
UPDATE book.journal SET text = 'untitled' WHERE text = '';
ALTER TABLE book.journal ADD CONSTRAINT journal_text_ck CHECK (text <> '');
