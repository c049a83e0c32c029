DROP TABLE book.period;
