INSERT INTO shop_event (id, at, kind, payload)
SELECT n, timestamptz '2022-01-15' + n * interval '12 hours', (ARRAY['view', 'cart', 'buy'])[1 + n % 3], jsonb_build_object('n', n)
FROM generate_series(1, 90) n;
