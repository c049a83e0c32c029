DROP VIEW order_total;
ALTER TABLE "order" ALTER COLUMN state DROP DEFAULT;
ALTER TYPE order_state RENAME TO order_state_wide;
CREATE TYPE order_state AS ENUM ('open', 'paid', 'shipped');
ALTER TABLE "order" ALTER COLUMN state TYPE order_state USING state::text::order_state;
ALTER TABLE "order" ALTER COLUMN state SET DEFAULT 'open';
DROP TYPE order_state_wide;
CREATE VIEW order_total AS
SELECT o.id, o.customer_id, o.state, sum(l.quantity * l.unit_price) AS total
FROM "order" o
JOIN order_line l ON l.order_id = o.id
GROUP BY o.id;
