DO $do$
DECLARE
    q integer;
    from_ timestamptz;
BEGIN
    FOR q IN 0..3 LOOP
        from_ := timestamptz '2024-01-01 00:00Z' + q * interval '3 months';
        EXECUTE format('CREATE TABLE book.%I PARTITION OF book.event FOR VALUES FROM (%L) TO (%L)', 'event_2024q' || q + 1, from_, from_ + interval '3 months');
    END LOOP;
END;
$do$;
