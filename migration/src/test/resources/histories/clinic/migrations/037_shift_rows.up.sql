insert into shift select n, 1 + n % 2, tstzrange('2024-01-01 06:00Z'::timestamptz + n * interval '1 day', '2024-01-01 14:00Z'::timestamptz + n * interval '1 day') from generate_series(1, 30) n;
insert into shift_break select id, lower(during) + interval '4 hours' from shift where id % 2 = 0;
