CREATE TABLE boards (
  id SERIAL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO boards (id, slug, title, "position") VALUES (1, 'news', 'News', 1), (2, 'help', 'Help!', 2), (3, 'off-topic', 'Everything else; really', 9)
