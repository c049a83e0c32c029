CREATE OR REPLACE FUNCTION slugify(value TEXT) RETURNS TEXT AS $$
  SELECT trim(BOTH '-' FROM regexp_replace(lower(unaccent(value)), '[^a-z0-9\-_]+', '-', 'g'));
$$ LANGUAGE SQL STRICT STABLE;
