CREATE EXTENSION IF NOT EXISTS ltree;
ALTER TABLE boards ADD COLUMN path ltree;
UPDATE boards SET path = ('root.' || replace(slug, '-', '_'))::ltree;
CREATE INDEX boards_path ON boards USING GIST (path);
