CREATE FUNCTION announce() RETURNS trigger LANGUAGE plpgsql AS $_$
BEGIN
    PERFORM pg_notify('shop_stock', NEW.product_id || ':' || NEW.on_hand);
    RETURN NEW;
END $_$;
CREATE TRIGGER stock_announce AFTER UPDATE OF on_hand ON stock
    FOR EACH ROW WHEN (OLD.on_hand IS DISTINCT FROM NEW.on_hand) EXECUTE FUNCTION announce();
NOTIFY shop_stock, 'ready';
