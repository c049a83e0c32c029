DROP STATISTICS book.bank_line_stat;
