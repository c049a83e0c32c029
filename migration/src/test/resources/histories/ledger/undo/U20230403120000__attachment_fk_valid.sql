ALTER TABLE book.attachment DROP CONSTRAINT attachment_journal_fk;
ALTER TABLE book.attachment ADD CONSTRAINT attachment_journal_fk FOREIGN KEY (journal_id) REFERENCES book.journal NOT VALID;
