DROP TABLE book.account_period;
