DROP POLICY auditor_reads ON book.journal;
DROP POLICY clerk_drafts ON book.journal;
ALTER TABLE book.journal DISABLE ROW LEVEL SECURITY;
