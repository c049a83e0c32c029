DROP TABLE item_price;
