ALTER TABLE product ADD COLUMN price numeric(8, 2);
ALTER TABLE product DISABLE TRIGGER product_touch;
UPDATE product SET price = l.price FROM price_list l WHERE l.product_id = product.id;
ALTER TABLE product ENABLE TRIGGER product_touch;
ALTER TABLE product ALTER COLUMN price SET NOT NULL;
ALTER TABLE product ADD CONSTRAINT product_price_check CHECK (price >= 0);
