DELETE FROM product WHERE id <= 6;
SELECT setval('product_id_seq', 1, false);
