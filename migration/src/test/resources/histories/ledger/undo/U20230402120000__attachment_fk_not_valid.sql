ALTER TABLE book.attachment DROP CONSTRAINT attachment_journal_fk;
