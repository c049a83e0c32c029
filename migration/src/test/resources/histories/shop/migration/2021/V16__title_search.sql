CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX product_title_trgm_ix ON product USING gin (title gin_trgm_ops);
