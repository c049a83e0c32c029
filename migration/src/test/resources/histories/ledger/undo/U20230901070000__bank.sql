DROP TABLE book.bank_line;
