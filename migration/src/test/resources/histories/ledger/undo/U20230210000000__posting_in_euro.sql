ALTER TABLE book.posting DROP COLUMN amount_eur;
