--- create_member
CREATE TABLE member_{n} (
    id bigint PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL, -- shown; always
    joined date NOT NULL DEFAULT CURRENT_DATE,
    CONSTRAINT member_{n}_email_key UNIQUE (email)
);
COMMENT ON TABLE member_{n} IS 'Who may lend; one row a person';
--- undo
DROP TABLE member_{n};
--- fill_member
INSERT INTO member_{n} (id, email, name)
SELECT i, 'm' || i || '@library.example', 'Member; no. ' || i FROM generate_series(1, 50) AS i;
--- undo
DELETE FROM member_{n};
--- create_loan_status
CREATE TYPE loan_status_{n} AS ENUM ('open', 'late', 'returned');
--- undo
DROP TYPE loan_status_{n};
--- create_loan
CREATE TABLE loan_{n} (
    id bigint PRIMARY KEY,
    member_id bigint NOT NULL,
    status loan_status_{n} NOT NULL DEFAULT 'open',
    lent date NOT NULL,
    due date NOT NULL,
    note text,
    CONSTRAINT loan_{n}_member_fk FOREIGN KEY (member_id) REFERENCES member_{n} (id),
    CONSTRAINT loan_{n}_due_check CHECK (due > lent)
);
--- undo
DROP TABLE loan_{n};
--- index_loan
CREATE INDEX loan_{n}_member_idx ON loan_{n} (member_id);
CREATE INDEX loan_{n}_late_idx ON loan_{n} (due) WHERE status <> 'returned';
--- undo
DROP INDEX loan_{n}_late_idx;
DROP INDEX loan_{n}_member_idx;
--- fill_loan
INSERT INTO loan_{n} (id, member_id, status, lent, due)
SELECT i, 1 + i % 50, CASE WHEN i % 10 = 0 THEN 'late' ELSE 'open' END::loan_status_{n}, DATE '2024-01-01', DATE '2024-02-01'
FROM generate_series(1, 100) AS i;
UPDATE loan_{n} SET note = 'first; of many' WHERE id = 1;
--- undo
DELETE FROM loan_{n};
--- add_fee
ALTER TABLE loan_{n} ADD COLUMN fee numeric(8, 2) NOT NULL DEFAULT 0;
COMMENT ON COLUMN loan_{n}.fee IS 'In euros; per loan';
--- undo
ALTER TABLE loan_{n} DROP COLUMN fee;
--- create_days_late
CREATE FUNCTION days_late_{n}(loan bigint, today date) RETURNS integer
    LANGUAGE plpgsql STABLE AS $body$
DECLARE
    days integer;
BEGIN
    SELECT greatest(0, today - l.due) INTO days FROM loan_{n} l WHERE l.id = loan;
    RETURN coalesce(days, 0); -- none; such a loan is not late
END;
$body$;
--- undo
DROP FUNCTION days_late_{n}(bigint, date);
--- watch_due
CREATE FUNCTION watch_due_{n}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.due < OLD.due THEN
        RAISE EXCEPTION 'a loan may be prolonged; not cut short';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER loan_{n}_watch_due BEFORE UPDATE OF due ON loan_{n}
    FOR EACH ROW EXECUTE FUNCTION watch_due_{n}();
--- undo
DROP TRIGGER loan_{n}_watch_due ON loan_{n};
DROP FUNCTION watch_due_{n}();
--- create_open_loan
CREATE VIEW open_loan_{n} AS
SELECT l.id, m.name, l.due FROM loan_{n} l JOIN member_{n} m ON m.id = l.member_id WHERE l.status <> 'returned';
--- undo
DROP VIEW open_loan_{n};
--- charge_late_loans
/* Everything that is late today; later ones are charged by the application. */
UPDATE loan_{n} SET fee = 1.50 WHERE status = 'late';
--- undo
UPDATE loan_{n} SET fee = 0 WHERE status = 'late';
--- check_fee
ALTER TABLE loan_{n} ADD CONSTRAINT loan_{n}_fee_check CHECK (fee >= 0) NOT VALID;
ALTER TABLE loan_{n} VALIDATE CONSTRAINT loan_{n}_fee_check;
--- undo
ALTER TABLE loan_{n} DROP CONSTRAINT loan_{n}_fee_check;
--- create_visit
CREATE TABLE visit_{n} (
    member_id bigint NOT NULL,
    day date NOT NULL,
    door smallint NOT NULL DEFAULT 1
) PARTITION BY RANGE (day);
CREATE TABLE visit_{n}_2023 PARTITION OF visit_{n} FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE visit_{n}_2024 PARTITION OF visit_{n} FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--- undo
DROP TABLE visit_{n};
--- index_visit
CREATE INDEX visit_{n}_member_idx ON visit_{n} (member_id, day);
--- undo
DROP INDEX visit_{n}_member_idx;
--- rename_joined
ALTER TABLE member_{n} RENAME COLUMN joined TO member_since;
--- undo
ALTER TABLE member_{n} RENAME COLUMN member_since TO joined;
--- show_fee
CREATE OR REPLACE VIEW open_loan_{n} AS
SELECT l.id, m.name, l.due, l.fee FROM loan_{n} l JOIN member_{n} m ON m.id = l.member_id WHERE l.status <> 'returned';
--- undo
DROP VIEW open_loan_{n};
CREATE VIEW open_loan_{n} AS
SELECT l.id, m.name, l.due FROM loan_{n} l JOIN member_{n} m ON m.id = l.member_id WHERE l.status <> 'returned';
--- count_loans
CREATE MATERIALIZED VIEW loan_count_{n} AS
SELECT member_id, count(*) AS loans, sum(fee) AS fees FROM loan_{n} GROUP BY member_id;
CREATE UNIQUE INDEX loan_count_{n}_idx ON loan_count_{n} (member_id);
--- undo
DROP MATERIALIZED VIEW loan_count_{n};
--- create_shelves
DO $shelves$
BEGIN
    FOR floor IN 1..2 LOOP
        EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, label text)', 'shelf_{n}_' || floor);
    END LOOP;
END;
$shelves$;
--- undo
DROP TABLE shelf_{n}_1, shelf_{n}_2;
--- guard_member
ALTER TABLE member_{n} ENABLE ROW LEVEL SECURITY;
CREATE POLICY member_{n}_own ON member_{n} USING (email = current_setting('library.email', true));
--- undo
DROP POLICY member_{n}_own ON member_{n};
ALTER TABLE member_{n} DISABLE ROW LEVEL SECURITY;
--- add_partner
ALTER TABLE loan_{n} ADD COLUMN partner_id bigint REFERENCES member_{n} (id);
CREATE INDEX loan_{n}_partner_idx ON loan_{n} (partner_id);
ALTER TABLE member_{n} ALTER COLUMN name SET DEFAULT 'unknown', ADD COLUMN phone text;
--- undo
ALTER TABLE member_{n} DROP COLUMN phone, ALTER COLUMN name DROP DEFAULT;
ALTER TABLE loan_{n} DROP COLUMN partner_id;
