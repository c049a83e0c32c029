CREATE TABLE visit (customer_id bigint NOT NULL, at timestamptz NOT NULL, path text COLLATE "C") PARTITION BY HASH (customer_id);
CREATE TABLE visit_0 PARTITION OF visit FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO visit SELECT n % 5, timestamptz '2024-01-01+00' + n * interval '1 min', '/p/' || n FROM generate_series(1, 60) n;
