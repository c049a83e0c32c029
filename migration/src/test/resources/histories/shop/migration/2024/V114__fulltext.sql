CREATE TEXT SEARCH CONFIGURATION shop_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION shop_en ALTER MAPPING FOR asciiword WITH simple;
CREATE INDEX product_fts_ix ON product USING gin (to_tsvector('shop_en', title));
