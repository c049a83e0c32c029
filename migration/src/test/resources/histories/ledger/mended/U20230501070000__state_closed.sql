-- The repeatable views stand on the column; the next run makes them again.
DROP VIEW IF EXISTS book.balances, book.posted;
DROP POLICY clerk_drafts ON book.journal;
ALTER TABLE book.journal ALTER COLUMN state DROP DEFAULT;
ALTER TYPE book.entry_state RENAME TO entry_state_closed;
CREATE TYPE book.entry_state AS ENUM ('draft', 'posted', 'reversed');
ALTER TABLE book.journal ALTER COLUMN state TYPE book.entry_state USING state::text::book.entry_state;
ALTER TABLE book.journal ALTER COLUMN state SET DEFAULT 'draft';
DROP TYPE book.entry_state_closed;
CREATE POLICY clerk_drafts ON book.journal FOR ALL TO ledger_clerk USING (state = 'draft') WITH CHECK (state <> 'reversed');
