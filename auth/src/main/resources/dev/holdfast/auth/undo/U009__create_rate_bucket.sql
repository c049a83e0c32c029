-- Undo of V009__create_rate_bucket.sql: the state of every shared rate limit is lost.
-- Locks: ACCESS EXCLUSIVE on the table.

DROP TABLE ${schema}.${prefix}rate_bucket;
