DELETE FROM vat_rate WHERE (country, since) IN (('DE', '2024-01-01'), ('FI', '2024-09-01'));
