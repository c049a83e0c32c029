DROP TRIGGER order_has_lines ON purchase;
DROP FUNCTION order_has_lines();
