ALTER TABLE order_line ALTER COLUMN product_id TYPE integer;
ALTER SEQUENCE product_id_seq AS integer;
ALTER TABLE product ALTER COLUMN id TYPE integer;
