CREATE FUNCTION all_have_url(links jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN NOT EXISTS (SELECT FROM jsonb_array_elements(links) l WHERE NOT l ? 'url');
ALTER TABLE profiles ADD CONSTRAINT links_have_url CHECK (all_have_url(links));
