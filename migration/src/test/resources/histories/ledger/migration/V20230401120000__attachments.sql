CREATE TABLE book.attachment (id uuid PRIMARY KEY, journal_id bigint NOT NULL, body bytea COMPRESSION pglz NOT NULL, digest bytea GENERATED ALWAYS AS (sha256(body)) STORED);
INSERT INTO book.attachment (id, journal_id, body) SELECT md5(n::text)::uuid, n, decode(repeat('00ff', 50 * n), 'hex') FROM generate_series(1, 3) n;
