DELETE FROM book.vat_code WHERE code = 32;
UPDATE book.vat_code SET text = 'Full' WHERE code = 3;
