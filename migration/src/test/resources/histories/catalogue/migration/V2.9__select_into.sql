SELECT id, price INTO TABLE item_price FROM item;
