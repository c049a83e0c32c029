DELETE FROM item WHERE id IN (4, 5, 6);
