CREATE FUNCTION tell_new_post() RETURNS trigger LANGUAGE plpgsql AS $tell$
BEGIN
  PERFORM pg_notify('new_post', json_build_object('thread', NEW.thread_id, 'post', NEW.id)::text);
  RETURN NULL;
END;
$tell$;
CREATE TRIGGER tell_new_post AFTER INSERT ON posts FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION tell_new_post();
ALTER TABLE posts DISABLE TRIGGER tell_new_post;
