DELETE FROM item WHERE id = 7;
UPDATE item SET price = 21.00 WHERE id = 1;
