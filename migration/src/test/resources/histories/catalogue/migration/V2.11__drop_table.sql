DROP TABLE IF EXISTS item_price, item_never CASCADE;
