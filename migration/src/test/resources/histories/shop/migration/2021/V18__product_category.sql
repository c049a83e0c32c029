ALTER TABLE product ADD COLUMN category_id integer;
ALTER TABLE product DISABLE TRIGGER product_touch;
UPDATE product SET category_id = CASE WHEN sku LIKE 'TEA%' THEN 11 WHEN sku LIKE 'POT%' THEN 21 ELSE 2 END;
ALTER TABLE product ENABLE TRIGGER product_touch;
ALTER TABLE product ALTER COLUMN category_id SET NOT NULL;
ALTER TABLE product ADD CONSTRAINT product_category_fk FOREIGN KEY (category_id) REFERENCES category;
