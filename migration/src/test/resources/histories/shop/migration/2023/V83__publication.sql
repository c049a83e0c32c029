CREATE PUBLICATION shop_feed FOR TABLE product (id, sku, title), stock WHERE (on_hand > 0) WITH (publish = 'insert, update');
