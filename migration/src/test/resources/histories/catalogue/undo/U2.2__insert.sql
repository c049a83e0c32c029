DELETE FROM item WHERE id IN (1, 2, 3);
