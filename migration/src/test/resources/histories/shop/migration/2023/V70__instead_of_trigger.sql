CREATE FUNCTION set_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE price_list SET price = NEW.price WHERE product_id = NEW.id AND upper_inf(valid);
    RETURN NEW;
END $$;
CREATE TRIGGER current_price_update INSTEAD OF UPDATE ON current_price FOR EACH ROW EXECUTE FUNCTION set_price();
