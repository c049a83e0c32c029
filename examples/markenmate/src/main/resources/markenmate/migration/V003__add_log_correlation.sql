-- why:   log lines of one request can be found together, and beside its audit events
-- undo:  U003 drops the column
-- locks: ACCESS EXCLUSIVE on app_log for an instant; no rewrite
ALTER TABLE app_log ADD COLUMN correlation_id text;
