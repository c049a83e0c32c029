CREATE TABLE polls (
  thread_id BIGINT PRIMARY KEY REFERENCES threads ON DELETE CASCADE,
  question TEXT NOT NULL,
  options TEXT[] NOT NULL CHECK (cardinality(options) BETWEEN 2 AND 8),
  votes INTEGER[] NOT NULL
);
INSERT INTO polls VALUES (1, 'Tea?', ARRAY['yes', 'no; never', '{maybe}'], '{3,1,0}'), (2, 'Tabs?', '{"yes","no"}', '{0,0}');
