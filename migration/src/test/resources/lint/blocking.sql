=== index-without-concurrently
--- fires
CREATE INDEX loan_member ON loan (member_id);
--- fires
create unique index if not exists loan_member on loan using btree (member_id, due);
--- fires: the table is made anew only afterwards
CREATE INDEX loan_member ON loan (member_id);
DROP TABLE loan CASCADE;
CREATE TABLE loan (id bigint);
--- silent
CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
--- silent
CREATE INDEX visit_who ON ONLY visit (who);
--- silent: the table is new
CREATE TABLE fine (id bigint PRIMARY KEY, member_id bigint);
-- next migration
CREATE INDEX fine_member ON fine (member_id);
--- silent: the new table has another name by now
CREATE TABLE fine_new (id bigint PRIMARY KEY);
ALTER TABLE fine_new RENAME TO fine;
CREATE INDEX fine_id ON fine (id);
--- disguised
COMMENT ON TABLE loan IS 'CREATE INDEX loan_member ON loan (member_id)';
--- disguised
ALTER TABLE loan ADD COLUMN "create index" text;
=== drop-index-without-concurrently
--- fires
DROP INDEX loan_due;
--- fires
DROP INDEX IF EXISTS loan_due, loan_nothing CASCADE;
--- silent
DROP INDEX CONCURRENTLY IF EXISTS loan_due;
--- silent
CREATE TABLE fine (id bigint);
CREATE INDEX fine_id ON fine (id);
DROP INDEX fine_id;
=== reindex-without-concurrently
--- fires
REINDEX TABLE loan;
--- fires
REINDEX (VERBOSE) INDEX loan_due;
--- silent
REINDEX TABLE CONCURRENTLY loan;
--- silent
REINDEX (CONCURRENTLY) INDEX loan_due;
=== refresh-without-concurrently
--- fires
REFRESH MATERIALIZED VIEW loan_count;
--- silent
CREATE MATERIALIZED VIEW fines AS SELECT 1 AS id WITH NO DATA;
REFRESH MATERIALIZED VIEW fines;
=== detach-without-concurrently
--- fires
ALTER TABLE visit DETACH PARTITION visit_2024;
--- silent
ALTER TABLE visit DETACH PARTITION visit_2024 CONCURRENTLY;
=== attach-without-check
--- fires
ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- fires: the check is not validated
ALTER TABLE visit_2025 ADD CONSTRAINT c CHECK (at >= '2025-01-01') NOT VALID;
ALTER TABLE visit ATTACH PARTITION visit_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- silent
CREATE TABLE visit_2026 (LIKE visit);
ALTER TABLE visit ATTACH PARTITION visit_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
=== partition-made-in-place
--- fires
CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- silent
CREATE TABLE trip (at date) PARTITION BY RANGE (at);
CREATE TABLE trip_2026 PARTITION OF trip FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
=== explicit-lock
--- fires: needs a transaction
BEGIN;
LOCK TABLE loan;
COMMIT;
--- fires: needs a transaction
BEGIN;
LOCK TABLE ONLY loan, member IN SHARE ROW EXCLUSIVE MODE NOWAIT;
COMMIT;
--- silent
BEGIN;
LOCK TABLE loan IN ROW SHARE MODE;
COMMIT;
=== lock-timeout-disabled
--- fires
SET lock_timeout = 0;
--- fires
SET LOCAL lock_timeout TO '0s';
--- fires
SET SESSION lock_timeout = DEFAULT;
--- fires
RESET lock_timeout;
--- silent
SET LOCAL lock_timeout = '2s';
--- silent
SET statement_timeout = 0;
=== backfill-with-schema-change
--- fires
ALTER TABLE loan ADD COLUMN days integer;
UPDATE loan SET days = 0 WHERE days IS NULL;
--- fires
ALTER TABLE loan ADD COLUMN days integer;
INSERT INTO loan (days) SELECT 1 FROM member;
--- silent
ALTER TABLE loan ADD COLUMN days integer;
-- next migration
UPDATE loan SET days = 0 WHERE days IS NULL;
--- silent: another table
ALTER TABLE loan ADD COLUMN days integer;
UPDATE member SET status = 'x' WHERE id = 1;
--- silent: a few rows
ALTER TABLE loan ADD COLUMN days integer;
INSERT INTO loan (days) VALUES (1);
--- silent: each statement commits
ALTER TABLE loan ADD COLUMN days integer;
CREATE INDEX CONCURRENTLY loan_days ON loan (days);
UPDATE loan SET days = 0 WHERE days IS NULL;
=== validate-in-same-transaction
--- fires
ALTER TABLE loan ADD CONSTRAINT loan_fee CHECK (fee >= 0) NOT VALID;
ALTER TABLE loan VALIDATE CONSTRAINT loan_fee;
--- silent
ALTER TABLE loan ADD CONSTRAINT loan_fee CHECK (fee >= 0) NOT VALID;
-- next migration
ALTER TABLE loan VALIDATE CONSTRAINT loan_fee;
=== vacuum-full
--- fires
VACUUM FULL loan;
--- fires
VACUUM (FULL, ANALYZE) loan;
--- fires
CLUSTER loan USING loan_due;
--- silent
VACUUM (VERBOSE, ANALYZE) loan;
--- silent
VACUUM loan;
