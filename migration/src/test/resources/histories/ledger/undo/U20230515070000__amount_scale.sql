ALTER TABLE book.exchange_rate ALTER COLUMN per_euro TYPE numeric(12, 6);
