CREATE TABLE product (
    id      serial PRIMARY KEY,
    sku     char(8) NOT NULL CONSTRAINT product_sku_key UNIQUE,
    title   varchar(80) NOT NULL,
    price   numeric(8, 2) NOT NULL CHECK (price >= 0),
    weight_g integer
);
