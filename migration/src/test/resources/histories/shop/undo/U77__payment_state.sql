DROP TABLE refund;
DROP VIEW "order";
DROP MATERIALIZED VIEW sales_by_day;
DROP VIEW order_total;
ALTER TABLE purchase ALTER COLUMN state DROP DEFAULT;
ALTER TYPE order_state RENAME TO order_state_wide;
CREATE TYPE order_state AS ENUM ('open', 'paid', 'shipped', 'cancelled');
ALTER TABLE purchase ALTER COLUMN state TYPE order_state USING state::text::order_state;
ALTER TABLE purchase ALTER COLUMN state SET DEFAULT 'open';
DROP TYPE order_state_wide;
CREATE VIEW order_total AS
SELECT o.id, o.customer_id, o.state, sum(l.quantity * l.unit_price) AS total, count(*) AS lines
FROM purchase o
JOIN order_line l ON l.order_id = o.id
GROUP BY o.id;
CREATE MATERIALIZED VIEW sales_by_day AS
SELECT date_trunc('day', placed_at AT TIME ZONE 'UTC')::date AS day, sum(total) AS total
FROM order_total JOIN purchase USING (id)
GROUP BY 1;
CREATE UNIQUE INDEX sales_by_day_key ON sales_by_day (day);
CREATE VIEW "order" AS SELECT id, customer_id, state, placed_at, customer_note FROM purchase;
