DROP TRIGGER posting_balanced ON book.posting;
DROP FUNCTION book.check_balanced();
