SELECT id, price INTO item_price FROM item;
