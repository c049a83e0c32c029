MERGE INTO vat_rate r
USING (VALUES ('DE', date '2024-01-01', 0.190), ('FI', date '2024-09-01', 0.255)) AS n (country, since, rate)
ON r.country = n.country AND r.since = n.since
WHEN MATCHED AND r.rate <> n.rate THEN UPDATE SET rate = n.rate
WHEN NOT MATCHED THEN INSERT VALUES (n.country, n.since, n.rate);
