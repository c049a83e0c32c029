CREATE MATERIALIZED VIEW item_count AS SELECT count(*) AS n, sum(price) AS total FROM item WITH NO DATA;
