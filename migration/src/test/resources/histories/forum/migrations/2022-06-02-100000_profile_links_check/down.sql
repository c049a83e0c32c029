ALTER TABLE profiles DROP CONSTRAINT links_have_url;
DROP FUNCTION all_have_url;
