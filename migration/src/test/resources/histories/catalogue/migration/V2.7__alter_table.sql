ALTER TABLE item
    ADD COLUMN stock integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT item_stock_ck CHECK (stock >= 0),
    ALTER COLUMN name SET STORAGE MAIN;
