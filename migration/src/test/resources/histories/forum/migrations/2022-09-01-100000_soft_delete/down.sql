DROP VIEW live_posts;
ALTER TABLE threads DROP COLUMN deleted_at;
ALTER TABLE posts DROP COLUMN deleted_at;
