INSERT INTO "order" (id, customer_id, state, placed_at, note) OVERRIDING SYSTEM VALUE VALUES
    (1, 1, 'paid', '2021-02-03 10:00+00', 'leave at door; ring twice'),
    (2, 2, 'open', '2021-02-04 10:00+00', NULL),
    (3, 3, 'shipped', '2021-02-05 10:00+00', E'gift wrap\nplease'),
    (4, 1, 'open', '2021-02-06 10:00+00', 'costs < ${limit}');
INSERT INTO order_line VALUES (1, 1, 1, 2, 7.90), (1, 2, 3, 1, 39.00), (2, 1, 2, 1, 18.50), (3, 1, 5, 6, 6.00), (4, 1, 6, 2, 9.00);
