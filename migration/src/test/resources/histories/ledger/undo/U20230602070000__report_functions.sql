DROP FUNCTION book.balance(char, date);
