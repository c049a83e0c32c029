CREATE VIEW current_price WITH (security_barrier = true, security_invoker = true) AS
SELECT p.id, p.sku, l.price
FROM product p
JOIN price_list l ON l.product_id = p.id AND l.valid @> now();
COMMENT ON VIEW current_price IS 'What a customer pays now; history in price_list';
