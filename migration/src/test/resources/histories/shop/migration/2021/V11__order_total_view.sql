CREATE VIEW order_total AS
SELECT o.id, o.customer_id, o.state, sum(l.quantity * l.unit_price) AS total
FROM "order" o
JOIN order_line l ON l.order_id = o.id
GROUP BY o.id;
