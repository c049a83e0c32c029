CREATE TABLE book.event (id bigint NOT NULL, at timestamptz NOT NULL, kind text NOT NULL, detail jsonb, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
CREATE TABLE book.event_2023q1 PARTITION OF book.event FOR VALUES FROM ('2023-01-01 00:00Z') TO ('2023-04-01 00:00Z');
CREATE TABLE book.event_2023q2 PARTITION OF book.event FOR VALUES FROM ('2023-04-01 00:00Z') TO ('2023-07-01 00:00Z');
CREATE TABLE book.event_later PARTITION OF book.event DEFAULT;
INSERT INTO book.event SELECT n, timestamptz '2023-01-01 00:00Z' + n * interval '1 day', 'tick', jsonb_build_object('n', n, 'odd', n % 2 = 1) FROM generate_series(1, 250) n;
