ALTER TABLE product ADD COLUMN weight_g integer;
ALTER TABLE product DISABLE TRIGGER product_touch;
UPDATE product SET weight_g = (ARRAY[250, 100, 1100, 640, 210, 420])[id];
ALTER TABLE product ENABLE TRIGGER product_touch;
