CREATE TABLE warehouse (id smallint PRIMARY KEY, code text NOT NULL UNIQUE, "Ort" text);
CREATE TABLE stock (
    warehouse_id smallint REFERENCES warehouse,
    product_id   integer REFERENCES product,
    on_hand      integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    reserved     integer NOT NULL DEFAULT 0,
    PRIMARY KEY (warehouse_id, product_id),
    CONSTRAINT stock_reserved_ck CHECK (reserved BETWEEN 0 AND on_hand)
);
INSERT INTO warehouse VALUES (1, 'NORTH', 'Norderhafen'), (2, 'SOUTH', NULL);
INSERT INTO stock SELECT w.id, p.id, 10 * w.id, w.id - 1 FROM warehouse w CROSS JOIN product p;
