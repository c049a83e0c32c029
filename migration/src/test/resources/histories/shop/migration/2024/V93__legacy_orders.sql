INSERT INTO purchase (id, customer_id, state, placed_at, customer_note) OVERRIDING SYSTEM VALUE
SELECT 1000 + n, 1 + n % 5, 'shipped', timestamptz '2020-06-01+00' + n * interval '1 day', 'imported'
FROM generate_series(1, 200) n;
INSERT INTO order_line SELECT 1000 + n, 1, 1 + n % 6, 1 + n % 3, 5.00 FROM generate_series(1, 200) n;
