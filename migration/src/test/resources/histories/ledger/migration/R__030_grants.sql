GRANT SELECT ON book.posted, book.balances TO ledger_auditor;
REVOKE ALL ON FUNCTION book.balance(char, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION book.balance(char, date) TO ledger_clerk, ledger_auditor;
