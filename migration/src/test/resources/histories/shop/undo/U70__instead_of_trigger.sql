DROP TRIGGER current_price_update ON current_price;
DROP FUNCTION set_price;
