DROP TRIGGER stock_log ON stock;
DROP FUNCTION log_movement();
DROP TABLE stock_movement;
