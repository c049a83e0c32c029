DROP TABLE book.exchange_rate;
