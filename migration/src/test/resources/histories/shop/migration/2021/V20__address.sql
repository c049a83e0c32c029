CREATE TYPE postal_address AS (street text, postcode varchar(12), city text, country char(2));
CREATE TABLE customer_address (
    customer_id bigint NOT NULL REFERENCES customer ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('billing', 'shipping')),
    address     postal_address NOT NULL,
    PRIMARY KEY (customer_id, kind)
);
INSERT INTO customer_address VALUES
    (1, 'billing', ROW ('1 Quay Street', '01001', 'Østhavn', 'NO')),
    (2, 'shipping', '("Hill ""Top"" Lane",AB12,Brae,GB)');
