CREATE TABLE book.vat_code (code smallint PRIMARY KEY, rate numeric(5, 2) NOT NULL, text varchar(60) NOT NULL);
INSERT INTO book.vat_code VALUES (0, 0, 'None'), (3, 25.00, 'Full'), (31, 15.00, 'Food'), (33, 12.00, 'Travel & hotel');
ALTER TABLE book.posting ADD COLUMN vat smallint REFERENCES book.vat_code;
