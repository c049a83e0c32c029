CREATE EXTENSION unaccent;
CREATE FUNCTION slugify(value TEXT) RETURNS TEXT AS $$
  SELECT trim(BOTH '-' FROM regexp_replace(lower(unaccent(value)), '[^a-z0-9\-_]+', '-', 'g'));
$$ LANGUAGE SQL STRICT STABLE;
ALTER TABLE threads ADD COLUMN slug TEXT;
UPDATE threads SET slug = slugify(title) || '-' || id;
ALTER TABLE threads ALTER COLUMN slug SET NOT NULL;
CREATE UNIQUE INDEX threads_slug ON threads (slug);
