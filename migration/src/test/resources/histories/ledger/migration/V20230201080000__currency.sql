CREATE TABLE book.currency (code char(3) PRIMARY KEY, name text NOT NULL, digits smallint NOT NULL DEFAULT 2);
COPY book.currency FROM STDIN (DELIMITER '|', NULL '');
NOK|Krone|2
EUR|Euro|2
JPY|日本円|0
KWD|دينار|3
XXX|None; \| "of" these|0
\.
ALTER TABLE book.journal ADD COLUMN currency char(3) NOT NULL DEFAULT 'NOK' REFERENCES book.currency;
