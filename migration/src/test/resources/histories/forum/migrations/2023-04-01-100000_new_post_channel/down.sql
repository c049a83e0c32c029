DROP TRIGGER tell_new_post ON posts;
DROP FUNCTION tell_new_post();
