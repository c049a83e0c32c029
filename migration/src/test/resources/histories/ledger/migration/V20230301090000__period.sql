CREATE TABLE book.period (name char(7) PRIMARY KEY, span daterange NOT NULL, locked boolean NOT NULL DEFAULT false);
INSERT INTO book.period SELECT to_char(m, 'YYYY-MM'), daterange(m::date, (m + interval '1 month')::date) FROM generate_series(timestamp '2023-01-01', '2023-12-01', '1 month') m;
