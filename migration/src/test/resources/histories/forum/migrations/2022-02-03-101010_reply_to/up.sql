ALTER TABLE posts ADD COLUMN reply_to BIGINT REFERENCES posts (id) ON DELETE SET NULL;
UPDATE posts SET reply_to = id - 1 WHERE id % 10 > 1;
