ALTER TABLE app_log DROP COLUMN correlation_id;
