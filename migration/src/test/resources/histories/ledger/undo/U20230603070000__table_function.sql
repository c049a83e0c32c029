DROP FUNCTION book.statement(char);
