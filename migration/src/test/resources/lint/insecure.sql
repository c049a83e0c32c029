=== password-literal
--- fires
CREATE ROLE lint_clerk LOGIN PASSWORD 'example';
--- fires
CREATE USER lint_clerk WITH ENCRYPTED PASSWORD $$example$$;
--- fires: cannot run
CREATE SUBSCRIPTION s CONNECTION 'host=db.example password=x' PUBLICATION p;
--- silent
CREATE ROLE lint_clerk LOGIN PASSWORD 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$rEEGvb8n6+1zE3XJ1A4jzGpzb3RXp8wnu6Hg3RZzRmk=:4J9cYB0ZyOQ0JrNDcn1XE4p6Q3UMR0XC7qcrlLZ4zV8=';
--- silent
CREATE TABLE login (password text DEFAULT 'none');
=== grant-to-public
--- fires
GRANT SELECT ON loan TO PUBLIC;
--- fires
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
--- silent
REVOKE ALL ON loan FROM PUBLIC;
--- silent
CREATE ROLE lint_app;
GRANT SELECT ON loan TO lint_app;
=== grant-all
--- fires
CREATE ROLE lint_app;
GRANT ALL PRIVILEGES ON loan TO lint_app;
--- fires
CREATE ROLE lint_app;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO lint_app;
--- silent
REVOKE ALL ON loan FROM PUBLIC;
--- silent
CREATE ROLE lint_app;
GRANT SELECT ON loan TO lint_app;
=== security-definer-without-search-path
--- fires
CREATE OR REPLACE FUNCTION loans() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint';
--- fires
ALTER FUNCTION fee_of(integer) SECURITY DEFINER;
--- fires: the words are in the body
CREATE FUNCTION loans() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1::bigint /* SET search_path = x */ $$;
--- silent
CREATE FUNCTION loans() RETURNS bigint LANGUAGE sql SECURITY INVOKER AS 'SELECT 1::bigint';
=== default-privileges-without-role
--- fires
CREATE ROLE lint_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO lint_app;
--- silent
CREATE ROLE lint_app;
GRANT SELECT ON loan TO lint_app;
=== cascade-into-audit
--- fires
CREATE TABLE loan_history (id bigint, loan_id bigint REFERENCES loan (id) ON DELETE CASCADE);
--- fires
ALTER TABLE audit_entry ADD FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE;
--- silent
ALTER TABLE loan ADD FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE;
--- silent
CREATE TABLE loan_history (id bigint, loan_id bigint REFERENCES loan (id) ON UPDATE CASCADE);
--- silent
CREATE TABLE catalog (id bigint, loan_id bigint REFERENCES loan (id) ON DELETE CASCADE);
=== row-security-disabled
--- fires
ALTER TABLE loan DISABLE ROW LEVEL SECURITY;
--- fires
ALTER TABLE loan NO FORCE ROW LEVEL SECURITY;
--- silent
ALTER TABLE loan ENABLE ROW LEVEL SECURITY;
=== trigger-disabled
--- fires
ALTER TABLE loan DISABLE TRIGGER ALL;
--- fires
SET LOCAL session_replication_role = replica;
--- silent
ALTER TABLE loan ENABLE TRIGGER ALL;
--- silent
SET session_replication_role = 'origin';
=== powerful-role
--- fires
CREATE ROLE lint_root SUPERUSER;
--- fires
CREATE USER lint_root WITH LOGIN BYPASSRLS CREATEROLE;
--- silent
CREATE ROLE lint_app LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION;
=== server-access-role
--- fires
CREATE ROLE lint_app;
GRANT pg_read_server_files, pg_monitor TO lint_app;
--- silent
CREATE ROLE lint_app;
GRANT pg_monitor TO lint_app;
=== untrusted-language
--- fires: cannot run
CREATE EXTENSION IF NOT EXISTS plpython3u;
--- fires: cannot run
CREATE FUNCTION f() RETURNS int LANGUAGE plperlu AS $$ 1 $$;
--- silent
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
=== server-program
--- fires
COPY loan TO PROGRAM 'true';
--- fires: cannot run
COPY loan FROM '/tmp/loan.csv' WITH (FORMAT csv);
--- silent
COPY loan (note) TO STDOUT;
=== alter-system
--- fires
ALTER SYSTEM RESET work_mem;
--- silent
ALTER ROLE CURRENT_USER SET work_mem = '4MB';
