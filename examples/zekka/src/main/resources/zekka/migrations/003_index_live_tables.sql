-- why:   expired sessions, the old audit trail and a user's keys are looked up on tables that are in use
-- undo:  the down file beside this one
-- locks: SHARE UPDATE EXCLUSIVE on each table, so readers and writers go on
CREATE INDEX CONCURRENTLY sessions_expires_at_idx ON sessions (expires_at);
CREATE INDEX CONCURRENTLY audit_log_basic_created_at_idx ON audit_log_basic (created_at);
CREATE INDEX CONCURRENTLY api_keys_user_id_idx ON api_keys (user_id);
