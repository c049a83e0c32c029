INSERT INTO item (id, name, price) VALUES (1, 'Lamp', 20.00), (2, 'Chair', 45.50), (3, 'Desk; oak', 310.00) ON CONFLICT DO NOTHING;
