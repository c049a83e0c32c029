-- Written on a branch on the 15th, merged after the file of the 20th.
ALTER TABLE book.currency ADD COLUMN symbol text;
UPDATE book.currency SET symbol = CASE code WHEN 'EUR' THEN '€' WHEN 'JPY' THEN '¥' ELSE 'kr' END WHERE code <> 'XXX';
