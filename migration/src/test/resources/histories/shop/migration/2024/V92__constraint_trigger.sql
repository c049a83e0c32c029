CREATE FUNCTION order_has_lines() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM order_line WHERE order_id = NEW.id) THEN
        RAISE EXCEPTION 'order % has no lines', NEW.id USING ERRCODE = 'check_violation', HINT = 'insert the lines first; then commit';
    END IF;
    RETURN NULL;
END
$body$;
CREATE CONSTRAINT TRIGGER order_has_lines AFTER INSERT ON purchase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_has_lines();
