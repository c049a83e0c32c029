CREATE PROCEDURE restock(wanted integer)
    LANGUAGE plpgsql AS $$
DECLARE
    w smallint;
BEGIN
    FOR w IN SELECT id FROM warehouse ORDER BY id LOOP
        UPDATE stock SET on_hand = on_hand + wanted WHERE warehouse_id = w AND on_hand < 10;
        COMMIT;
    END LOOP;
END;
$$;
