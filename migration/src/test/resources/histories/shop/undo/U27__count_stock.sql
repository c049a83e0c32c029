UPDATE stock SET on_hand = on_hand - 5 WHERE warehouse_id = 1 AND product_id IN (1, 2);
