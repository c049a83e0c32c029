UPDATE item SET price = price + 1 WHERE id < 3;
