DO $$
DECLARE
    part text;
BEGIN
    FOR part IN SELECT 'shop_event_2022_' || to_char(m, 'FM00') FROM generate_series(5, 12) m LOOP
        EXECUTE format('DROP TABLE %I', part);
    END LOOP;
END
$$;
