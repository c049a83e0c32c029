CREATE MATERIALIZED VIEW sales_by_day AS
SELECT date_trunc('day', placed_at AT TIME ZONE 'UTC')::date AS day, sum(total) AS total
FROM order_total JOIN "order" USING (id)
GROUP BY 1
WITH NO DATA;
CREATE UNIQUE INDEX sales_by_day_key ON sales_by_day (day);
