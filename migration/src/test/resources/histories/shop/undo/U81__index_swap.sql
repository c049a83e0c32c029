DROP INDEX CONCURRENTLY customer_full_name_ix;
CREATE INDEX CONCURRENTLY customer_full_name_ix ON customer (full_name text_pattern_ops) INCLUDE (email);
