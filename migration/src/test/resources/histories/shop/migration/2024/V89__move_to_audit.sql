CREATE SCHEMA audit AUTHORIZATION CURRENT_USER
    CREATE TABLE entry (id bigint PRIMARY KEY, at timestamptz NOT NULL, what text NOT NULL)
    CREATE INDEX entry_at_ix ON entry (at)
    CREATE VIEW latest AS SELECT * FROM entry ORDER BY at DESC LIMIT 10;
