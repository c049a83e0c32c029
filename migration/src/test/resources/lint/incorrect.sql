=== update-without-where
--- fires
UPDATE member SET status = 'active';
--- fires: the condition is the query's
WITH old AS (SELECT id FROM loan WHERE due < now()) UPDATE ONLY member SET status = 'late';
--- fires: the condition is in brackets
UPDATE member SET status = (SELECT 'x' FROM loan WHERE false);
--- silent
WITH old AS (SELECT id FROM loan) UPDATE member SET status = 'late' FROM old WHERE old.id = member.id;
--- silent
INSERT INTO "user" (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x';
--- silent
CREATE TABLE fine (id bigint);
UPDATE fine SET id = 1;
=== delete-without-where
--- fires
DELETE FROM loan;
--- fires
DELETE FROM ONLY loan USING member;
--- silent
DELETE FROM loan WHERE id = 1;
=== not-in-subquery
--- fires
DELETE FROM loan WHERE member_id NOT IN (SELECT id FROM member);
--- fires
UPDATE loan SET note = '' WHERE id NOT IN (1, 2) AND member_id NOT IN (SELECT id FROM member WHERE email IS NULL);
--- silent
DELETE FROM loan WHERE member_id NOT IN (1, 2, 3);
--- silent
DELETE FROM loan WHERE member_id NOT IN (SELECT id FROM member WHERE id IS NOT NULL);
=== compared-with-null
--- fires
DELETE FROM loan WHERE note = NULL;
--- fires
CREATE VIEW unpaid AS SELECT id FROM loan WHERE fee <> null;
--- fires
ALTER TABLE loan ADD CONSTRAINT c CHECK (note = NULL);
--- silent
UPDATE loan SET note = NULL WHERE id = 1;
--- silent
INSERT INTO "user" (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET name = NULL;
--- silent
CREATE FUNCTION named(a integer = NULL) RETURNS integer LANGUAGE sql AS 'SELECT a';
=== truncate-cascade
--- fires
TRUNCATE TABLE member CASCADE;
--- fires
TRUNCATE loan, member RESTART IDENTITY CASCADE;
--- silent
TRUNCATE loan;
=== drop-cascade
--- fires
DROP TABLE loan CASCADE;
--- fires
ALTER TABLE loan DROP COLUMN due CASCADE;
--- silent
ALTER TABLE loan ADD FOREIGN KEY (member_id) REFERENCES member ON DELETE CASCADE;
--- silent
DROP INDEX loan_due;
=== reserved-name-as-table
--- fires
INSERT INTO member (name) SELECT u FROM user u;
--- fires: cannot run
CREATE TABLE fine (user_id bigint REFERENCES user (id));
--- silent
INSERT INTO member (name) SELECT name FROM "user";
--- silent
ALTER TABLE loan ALTER COLUMN note SET DEFAULT user;
=== table-as-copy
--- fires
CREATE TABLE loan_copy AS SELECT * FROM loan;
--- fires
CREATE UNLOGGED TABLE IF NOT EXISTS loan_copy (id) AS TABLE visit_2025 WITH NO DATA;
--- fires
SELECT * INTO loan_copy FROM loan;
--- silent
CREATE TEMPORARY TABLE loan_copy AS SELECT * FROM loan;
--- silent
CREATE TABLE fine (net numeric, gross numeric GENERATED ALWAYS AS (net * 2) STORED);
--- silent
INSERT INTO member (name) SELECT 'into' FROM loan;
=== special-date-default
--- fires
CREATE TABLE fine (made_at timestamptz DEFAULT 'now');
--- fires
ALTER TABLE loan ADD COLUMN seen date NOT NULL DEFAULT 'Today'::date;
--- fires
ALTER TABLE loan ALTER COLUMN due SET DEFAULT 'tomorrow';
--- silent
CREATE TABLE fine (made_at timestamptz DEFAULT now());
--- silent
ALTER TABLE loan ADD COLUMN urgency text DEFAULT 'today';
=== index-with-many-columns
--- fires
CREATE INDEX CONCURRENTLY loan_all ON loan USING btree (member_id, due, fee, note);
--- silent
CREATE UNIQUE INDEX CONCURRENTLY loan_all ON loan (member_id, due, fee, note);
--- silent
CREATE INDEX CONCURRENTLY loan_some ON loan (member_id, coalesce(due, 'infinity'), fee) INCLUDE (note);
=== identifier-too-long
--- fires
CREATE INDEX CONCURRENTLY loan_by_the_member_who_took_it_out_and_the_day_on_which_it_is_due ON loan (member_id, due);
--- fires
ALTER TABLE loan ADD COLUMN "ääääääääääääääääääääääääääääääää" text;
--- silent
ALTER TABLE loan ADD COLUMN "äääääääääääääääääääääääääääääää" text;
