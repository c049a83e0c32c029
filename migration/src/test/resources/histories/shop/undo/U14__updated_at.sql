DROP TRIGGER customer_touch ON customer;
DROP TRIGGER product_touch ON product;
ALTER TABLE customer DROP COLUMN updated_at;
ALTER TABLE product DROP COLUMN updated_at;
