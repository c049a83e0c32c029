CREATE TABLE book.account_period (account char(4) REFERENCES book.account, period char(7) REFERENCES book.period, opening book.amount NOT NULL DEFAULT 0, PRIMARY KEY (account, period));
INSERT INTO book.account_period (account, period) SELECT a.code, p.name FROM book.account a CROSS JOIN book.period p WHERE a.code < '1100';
