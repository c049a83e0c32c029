ALTER TABLE customer ADD COLUMN full_name text GENERATED ALWAYS AS (first_name || ' ' || last_name) STORED;
CREATE INDEX customer_full_name_ix ON customer (full_name text_pattern_ops) INCLUDE (email);
