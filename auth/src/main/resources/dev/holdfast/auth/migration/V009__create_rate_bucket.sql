-- Why:   the buckets of rate limits that several nodes share, one row a client and limit.
-- Undo:  U009__create_rate_bucket.sql drops the table; every client begins with a full burst.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}rate_bucket (
    -- The limit's name, and SHA-256 of who is limited.
    id text NOT NULL,
    -- Written by Bucket4j; null for the moment between the row's insert and its first decision.
    state bytea,
    -- When the bucket is full again. A row whose first decision never came counts as full.
    expires_at timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT ${prefix}rate_bucket_pk PRIMARY KEY (id)
);

-- No index on expires_at: each decision moves it, and one would keep every update from being heap-only.
