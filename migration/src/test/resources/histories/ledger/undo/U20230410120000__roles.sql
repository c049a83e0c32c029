REVOKE UPDATE (state, text) ON book.journal FROM ledger_clerk;
REVOKE SELECT, INSERT ON book.journal, book.posting FROM ledger_clerk;
REVOKE SELECT ON ALL TABLES IN SCHEMA book FROM ledger_auditor;
REVOKE USAGE ON SCHEMA book FROM ledger_clerk, ledger_auditor;
