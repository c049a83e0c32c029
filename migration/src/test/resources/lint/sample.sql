CREATE TABLE member (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    email text,
    status text DEFAULT 'new'
);
CREATE TYPE loan_state AS ENUM ('open', 'closed');
CREATE TABLE loan (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id bigint,
    due date,
    returned_at timestamptz,
    fee numeric(8, 2) DEFAULT 0,
    note varchar(200),
    state loan_state,
    during tstzrange,
    renewed_at timestamptz
);
CREATE INDEX loan_due ON loan (due);
CREATE TABLE visit (at date NOT NULL, who bigint) PARTITION BY RANGE (at);
CREATE TABLE visit_2024 PARTITION OF visit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE visit_2025 (at date NOT NULL, who bigint);
CREATE VIEW open_loan AS SELECT id, member_id, due FROM loan WHERE returned_at IS NULL;
CREATE MATERIALIZED VIEW loan_count AS SELECT member_id, count(*) AS loans FROM loan GROUP BY member_id;
CREATE FUNCTION fee_of(days integer) RETURNS numeric LANGUAGE sql AS 'SELECT days * 0.5';
CREATE DOMAIN isbn AS text;
CREATE TABLE audit_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, member_id bigint);
CREATE TABLE "user" (id bigint PRIMARY KEY, name text);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER loan_stamp BEFORE UPDATE ON loan FOR EACH ROW EXECUTE FUNCTION stamp();
