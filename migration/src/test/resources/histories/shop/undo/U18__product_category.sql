ALTER TABLE product DROP CONSTRAINT product_category_fk;
ALTER TABLE product DROP COLUMN category_id;
