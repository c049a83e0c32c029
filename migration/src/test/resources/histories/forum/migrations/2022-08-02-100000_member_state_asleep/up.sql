ALTER DOMAIN member_state DROP CONSTRAINT member_state_check;
ALTER DOMAIN member_state ADD CONSTRAINT member_state_check CHECK (VALUE IN ('active', 'away', 'asleep', 'closed'));
