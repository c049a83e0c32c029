DROP TRIGGER journal_locked ON book.journal;
DROP FUNCTION book.refuse_locked();
