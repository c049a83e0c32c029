CREATE MATERIALIZED VIEW item_count AS SELECT count(*) AS items, sum(price) AS total FROM item;
