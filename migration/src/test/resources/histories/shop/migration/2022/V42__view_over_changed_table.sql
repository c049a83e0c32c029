DROP VIEW order_total;
ALTER TABLE order_line ALTER COLUMN unit_price TYPE numeric(12, 2);
CREATE VIEW order_total AS
SELECT o.id, o.customer_id, o.state, sum(l.quantity * l.unit_price) AS total, count(*) AS lines
FROM "order" o
JOIN order_line l ON l.order_id = o.id
GROUP BY o.id;
