DROP INDEX product_title_trgm_ix;
DROP EXTENSION pg_trgm;
