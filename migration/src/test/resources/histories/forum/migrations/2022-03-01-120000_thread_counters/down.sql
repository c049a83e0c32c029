DROP TRIGGER count_posts ON posts;
DROP FUNCTION count_posts;
ALTER TABLE threads DROP COLUMN last_post_at, DROP COLUMN post_count;
