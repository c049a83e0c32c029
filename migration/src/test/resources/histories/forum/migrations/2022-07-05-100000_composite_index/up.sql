-- run_in_transaction = false would be in metadata.toml
CREATE INDEX CONCURRENTLY posts_thread_created ON posts (thread_id, created_at);
