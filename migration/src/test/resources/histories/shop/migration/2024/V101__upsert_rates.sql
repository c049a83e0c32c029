INSERT INTO vat_rate AS r VALUES ('NO', '2005-01-01', 0.150), ('SE', '1990-07-01', 0.250)
ON CONFLICT (country, since) DO UPDATE SET rate = excluded.rate WHERE r.country = 'NO';
