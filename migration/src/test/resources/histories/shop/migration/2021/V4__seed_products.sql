INSERT INTO product (id, sku, title, price, weight_g) VALUES
    (1, 'TEA-0001', 'Assam, 250 g', 7.90, 250),
    (2, 'TEA-0002', 'Darjeeling ''First Flush''', 18.50, 100),
    (3, 'POT-0001', 'Teapot; 1.2 l', 39.00, 1100),
    (4, 'POT-0002', 'Kännchen „Größe S“', 24.00, 640),
    (5, 'CUP-0001', 'Cup -- no saucer', 6.00, 210),
    (6, 'CUP-0002', 'Cup /* with saucer */', 9.00, 420);
SELECT setval('product_id_seq', 6);
