-- The first draft of the indexes, and of the trail's retention.
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);
ALTER TABLE audit_log_basic ADD COLUMN retention_days integer NOT NULL DEFAULT 90;
ALTER TABLE audit_log_basic
    ADD CONSTRAINT audit_log_basic_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
