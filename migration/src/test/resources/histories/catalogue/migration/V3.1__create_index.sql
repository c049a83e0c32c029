CREATE INDEX CONCURRENTLY item_name_ix ON item (name);
CREATE INDEX item_price_ix ON item (price) WHERE price > 0;
