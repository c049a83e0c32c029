DELETE FROM vat_rate WHERE country = 'SE';
UPDATE vat_rate SET rate = 0.250 WHERE country = 'NO' AND since = '2005-01-01';
