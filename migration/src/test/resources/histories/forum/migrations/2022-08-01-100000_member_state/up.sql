CREATE DOMAIN member_state AS TEXT NOT NULL DEFAULT 'active' CHECK (VALUE IN ('active', 'away', 'closed'));
ALTER TABLE members ADD COLUMN state member_state;
