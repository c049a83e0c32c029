DROP TRIGGER stock_announce ON stock;
DROP FUNCTION announce();
