ALTER TABLE threads ADD COLUMN post_count INTEGER NOT NULL DEFAULT 0, ADD COLUMN last_post_at TIMESTAMP;
UPDATE threads t SET (post_count, last_post_at) = (SELECT count(*), max(created_at) FROM posts WHERE thread_id = t.id);
CREATE FUNCTION count_posts() RETURNS trigger AS $f$
DECLARE
  step INTEGER := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  UPDATE threads SET post_count = post_count + step WHERE id = coalesce(NEW.thread_id, OLD.thread_id);
  RETURN NULL;
END
$f$ LANGUAGE plpgsql;
CREATE TRIGGER count_posts AFTER INSERT OR DELETE ON posts FOR EACH ROW EXECUTE FUNCTION count_posts();
