CREATE STATISTICS stock_stat (dependencies, ndistinct) ON warehouse_id, product_id FROM stock;
ALTER TABLE stock ALTER COLUMN product_id SET STATISTICS 500;
