ALTER TABLE stock DISABLE TRIGGER stock_log;
UPDATE stock SET on_hand = on_hand - 5 WHERE warehouse_id = 1 AND product_id IN (1, 2);
ALTER TABLE stock ENABLE TRIGGER stock_log;
DELETE FROM stock_movement;
ALTER TABLE stock_movement ALTER COLUMN id RESTART;
