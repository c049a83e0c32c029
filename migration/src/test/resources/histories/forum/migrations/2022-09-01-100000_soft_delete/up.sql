ALTER TABLE posts ADD COLUMN deleted_at TIMESTAMPTZ;
ALTER TABLE threads ADD COLUMN deleted_at TIMESTAMPTZ;
CREATE VIEW live_posts AS SELECT id, thread_id, author_id, body, created_at, reply_to FROM posts WHERE deleted_at IS NULL WITH LOCAL CHECK OPTION;
