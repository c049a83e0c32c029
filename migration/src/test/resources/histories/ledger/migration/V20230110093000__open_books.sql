INSERT INTO book.journal (id, booked_on, state, text) VALUES (1, '2023-01-01', 'posted', 'Opening; carried forward'), (2, '2023-01-02', 'draft', 'Rent ${month}');
INSERT INTO book.posting VALUES (1, 1, '1001', 50000), (1, 2, '3001', -50000), (2, 1, '5121', 1200.50), (2, 2, '1011', -1200.50);
