CREATE INDEX CONCURRENTLY customer_full_name_new_ix ON customer (lower(full_name));
DROP INDEX CONCURRENTLY customer_full_name_ix;
ALTER INDEX customer_full_name_new_ix RENAME TO customer_full_name_ix;
