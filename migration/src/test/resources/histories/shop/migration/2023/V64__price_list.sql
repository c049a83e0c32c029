CREATE TABLE price_list (
    product_id bigint NOT NULL REFERENCES product,
    valid      tstzrange NOT NULL DEFAULT tstzrange('2023-01-01+00', NULL),
    price      numeric(12, 2) NOT NULL,
    EXCLUDE USING gist (product_id WITH =, valid WITH &&)
);
INSERT INTO price_list (product_id, price) SELECT id, price FROM product;
