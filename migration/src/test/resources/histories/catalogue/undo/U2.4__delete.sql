INSERT INTO item (id, name, price) VALUES (3, 'Desk; oak', 310.00);
