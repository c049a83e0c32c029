DELETE FROM book.bank_line;
