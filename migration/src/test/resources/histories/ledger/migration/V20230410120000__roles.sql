DO $roles$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['ledger_clerk', 'ledger_auditor'] LOOP
        IF to_regrole(r) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', r);
        END IF;
    END LOOP;
END
$roles$;
GRANT USAGE ON SCHEMA book TO ledger_clerk, ledger_auditor;
GRANT SELECT ON ALL TABLES IN SCHEMA book TO ledger_auditor;
GRANT SELECT, INSERT ON book.journal, book.posting TO ledger_clerk;
GRANT UPDATE (state, text) ON book.journal TO ledger_clerk;
