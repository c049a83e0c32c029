ALTER TABLE book.attachment VALIDATE CONSTRAINT attachment_journal_fk;
