=== drop-column
--- fires
ALTER TABLE loan DROP COLUMN note;
--- fires
ALTER TABLE IF EXISTS ONLY loan ALTER fee DROP DEFAULT, DROP IF EXISTS note;
--- silent
ALTER TABLE loan DROP CONSTRAINT loan_pkey;
--- silent
CREATE TABLE fine (id bigint, note text);
ALTER TABLE fine DROP COLUMN note;
--- disguised
ALTER TABLE loan ADD COLUMN "drop column" text;
=== drop-table
--- fires
DROP TABLE audit_entry;
--- fires
DROP TABLE IF EXISTS audit_entry, visit CASCADE;
--- silent
CREATE TABLE fine (id bigint);
DROP TABLE fine;
--- silent
CREATE TEMPORARY TABLE scratch (id bigint);
DROP TABLE scratch;
=== drop-view
--- fires
DROP VIEW open_loan;
--- fires
DROP MATERIALIZED VIEW IF EXISTS loan_count;
--- silent
DROP VIEW open_loan;
CREATE VIEW open_loan AS SELECT id FROM loan;
=== drop-routine-or-type
--- fires
DROP FUNCTION fee_of(integer);
--- fires
DROP DOMAIN isbn;
--- silent
DROP FUNCTION IF EXISTS fee_of(integer);
CREATE FUNCTION fee_of(days bigint) RETURNS numeric LANGUAGE sql AS 'SELECT days * 0.5';
=== drop-schema
--- fires
CREATE SCHEMA lint_old;
DROP SCHEMA lint_old;
--- silent
DROP INDEX loan_due;
=== rename-column
--- fires
ALTER TABLE loan RENAME COLUMN note TO remark;
--- fires
ALTER TABLE loan RENAME note TO remark;
--- silent
ALTER TABLE loan RENAME CONSTRAINT loan_pkey TO loan_key;
--- silent
CREATE TABLE fine (id bigint);
ALTER TABLE fine RENAME id TO number;
=== rename-table
--- fires
ALTER TABLE loan RENAME TO lending;
--- fires
ALTER VIEW open_loan RENAME TO lent;
--- silent
ALTER TABLE loan RENAME TO lending;
CREATE OR REPLACE VIEW loan AS SELECT * FROM lending;
--- silent
ALTER INDEX loan_due RENAME TO loan_due_idx;
=== move-to-schema
--- fires
CREATE SCHEMA lint_other;
ALTER TABLE audit_entry SET SCHEMA lint_other;
DROP SCHEMA lint_other CASCADE;
--- silent
ALTER TABLE loan SET (fillfactor = 90);
=== add-required-column
--- fires
ALTER TABLE loan ADD COLUMN channel text NOT NULL;
--- fires
ALTER TABLE visit_2025 ADD id bigint PRIMARY KEY;
--- silent
ALTER TABLE loan ADD COLUMN channel text NOT NULL DEFAULT 'desk';
--- silent
ALTER TABLE loan ADD COLUMN channel text CHECK (channel IS NOT NULL OR note IS NULL);
--- silent
ALTER TABLE visit_2025 ADD COLUMN id bigint NOT NULL GENERATED ALWAYS AS IDENTITY;
=== column-type-change
--- fires
ALTER TABLE audit_entry ALTER COLUMN member_id TYPE integer;
--- fires
ALTER TABLE loan ALTER COLUMN note TYPE varchar(20);
--- fires
ALTER TABLE visit_2025 ALTER COLUMN who TYPE text USING to_char(who, 'FM999');
--- silent
ALTER TABLE loan ALTER COLUMN fee SET DATA TYPE numeric;
=== drop-default
--- fires
ALTER TABLE member ALTER COLUMN status DROP DEFAULT;
--- silent
ALTER TABLE member ALTER COLUMN status SET DEFAULT 'open';
=== drop-not-null
--- fires
ALTER TABLE member ALTER name DROP NOT NULL;
--- silent
ALTER TABLE member ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
=== enum-value-renamed
--- fires
ALTER TYPE loan_state RENAME VALUE 'closed' TO 'returned';
--- silent
ALTER TYPE loan_state ADD VALUE IF NOT EXISTS 'lost';
