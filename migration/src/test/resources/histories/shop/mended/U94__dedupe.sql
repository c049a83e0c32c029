DELETE FROM postcode_old;
INSERT INTO postcode_old SELECT * FROM postcode WHERE code < '1100';
