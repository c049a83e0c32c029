CREATE TYPE reaction AS ENUM ('like', 'laugh', 'sad');
CREATE TABLE reactions (
  post_id BIGINT NOT NULL REFERENCES posts ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
  reaction reaction NOT NULL,
  PRIMARY KEY (post_id, member_id, reaction)
);
INSERT INTO reactions SELECT id, 1 + id % 3, (enum_range(NULL::reaction))[1 + id % 3] FROM posts WHERE id % 2 = 0;
