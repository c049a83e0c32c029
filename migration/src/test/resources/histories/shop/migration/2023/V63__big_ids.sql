ALTER TABLE product ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE product_id_seq AS bigint;
ALTER TABLE order_line ALTER COLUMN product_id TYPE bigint;
