CREATE INDEX item_price_idx ON item (price) WITH (fillfactor = 75) WHERE price > 0;
