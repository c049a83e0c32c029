DO $$
DECLARE
    month date;
BEGIN
    FOR month IN SELECT generate_series(date '2022-05-01', date '2022-12-01', interval '1 month')::date LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF shop_event FOR VALUES FROM (%L) TO (%L)',
                       'shop_event_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
    END LOOP;
END
$$;
