-- CREATE OR REPLACE keeps grants and owner, and may not change the arguments' names
CREATE OR REPLACE FUNCTION slugify(value TEXT) RETURNS TEXT AS $body$
  SELECT left(trim(BOTH '-' FROM regexp_replace(lower(unaccent(value)), '[^a-z0-9]+', '-', 'g')), 60);
$body$ LANGUAGE SQL STRICT STABLE;
