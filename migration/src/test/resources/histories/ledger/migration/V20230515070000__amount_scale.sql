UPDATE book.exchange_rate SET per_euro = round(per_euro, 4);
ALTER TABLE book.exchange_rate ALTER COLUMN per_euro TYPE numeric(12, 4);
