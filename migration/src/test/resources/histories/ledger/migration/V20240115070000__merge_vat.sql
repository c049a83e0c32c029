MERGE INTO book.vat_code AS v
USING (VALUES (3::smallint, 25.00, 'Full rate'), (32::smallint, 11.11, 'Fish')) AS n (code, rate, text)
ON v.code = n.code
WHEN MATCHED AND v.text <> n.text THEN UPDATE SET text = n.text
WHEN NOT MATCHED THEN INSERT (code, rate, text) VALUES (n.code, n.rate, n.text);
