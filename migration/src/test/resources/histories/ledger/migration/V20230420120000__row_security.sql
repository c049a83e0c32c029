ALTER TABLE book.journal ENABLE ROW LEVEL SECURITY;
CREATE POLICY clerk_drafts ON book.journal FOR ALL TO ledger_clerk USING (state = 'draft') WITH CHECK (state <> 'reversed');
CREATE POLICY auditor_reads ON book.journal FOR SELECT TO ledger_auditor USING (true);
