DROP INDEX item_price_ix;
DROP INDEX CONCURRENTLY item_name_ix;
