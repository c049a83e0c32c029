CREATE STATISTICS book.bank_line_stat (mcv) ON iban, at FROM book.bank_line;
ALTER STATISTICS book.bank_line_stat SET STATISTICS 50;
