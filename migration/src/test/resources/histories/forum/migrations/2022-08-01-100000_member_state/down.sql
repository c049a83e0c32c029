ALTER TABLE members DROP COLUMN state;
DROP DOMAIN member_state;
