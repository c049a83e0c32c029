ALTER TABLE book.currency ADD COLUMN symbol text;
UPDATE book.currency SET symbol = CASE code WHEN 'EUR' THEN '€' WHEN 'JPY' THEN '¥' ELSE 'kr' END WHERE code <> 'XXX';
