ALTER TABLE book.journal DROP CONSTRAINT journal_text_ck;
UPDATE book.journal SET text = '' WHERE text = 'untitled';
