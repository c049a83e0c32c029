=== transaction-control
--- fires
BEGIN;
ALTER TABLE loan ADD COLUMN remark text;
COMMIT;
--- fires
ROLLBACK;
--- silent
SELECT 1;
--- silent
CREATE FUNCTION nothing() RETURNS void LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
=== transaction-left-open
--- fires
BEGIN;
ALTER TABLE loan ADD COLUMN remark text;
--- fires
ALTER TABLE loan ADD COLUMN remark text;
START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
--- silent
BEGIN;
ALTER TABLE loan ADD COLUMN remark text;
END;
--- silent
CREATE PROCEDURE nothing() LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
=== concurrently-in-transaction
--- fires: cannot run
BEGIN;
CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
COMMIT;
--- silent
BEGIN;
ALTER TABLE loan ADD COLUMN remark text;
COMMIT;
CREATE INDEX CONCURRENTLY loan_member ON loan (member_id);
=== concurrently-if-not-exists
--- fires
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS loan_member ON loan (member_id);
--- silent
CREATE INDEX IF NOT EXISTS loan_member ON loan (member_id);
=== enum-value-before-commit
--- fires
ALTER TYPE loan_state ADD VALUE 'lost';
UPDATE loan SET state = 'lost' WHERE id = 1;
--- silent: the type is new
CREATE TYPE fine_state AS ENUM ('open');
ALTER TYPE fine_state ADD VALUE 'paid';
CREATE TABLE fine (state fine_state DEFAULT 'paid');
--- silent
ALTER TYPE loan_state ADD VALUE 'lost';
-- next migration
UPDATE loan SET state = 'lost' WHERE id = 1;
--- silent: another value
ALTER TYPE loan_state ADD VALUE 'lost';
UPDATE loan SET state = 'open' WHERE id = 1;
=== enum-value-without-place
--- fires
ALTER TYPE loan_state ADD VALUE IF NOT EXISTS 'lost';
--- silent
ALTER TYPE loan_state ADD VALUE 'lost' BEFORE 'closed';
=== setting-outlives-script
--- fires
SET statement_timeout = '5min';
--- fires
SET SESSION work_mem TO '64MB';
--- fires
SET TIME ZONE 'UTC';
--- silent
SET LOCAL work_mem = '64MB';
--- silent
SET work_mem = '64MB';
SELECT 1;
RESET work_mem;
--- silent
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
COMMIT;
