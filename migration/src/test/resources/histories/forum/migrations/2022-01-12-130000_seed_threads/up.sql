WITH t AS (
  INSERT INTO threads (id, board_id, author_id, title, created_at)
  SELECT n, 1 + n % 3, 1 + n % 4, 'Thread no. ' || n, timestamp '2022-01-12' + n * interval '7 hours' FROM generate_series(1, 40) n
  RETURNING *
)
INSERT INTO posts (id, thread_id, author_id, body, created_at)
SELECT t.id * 10 + k, t.id, 1 + (t.id + k) % 4, format('Post %s of %s; "%s"', k, t.id, t.title), t.created_at + k * interval '5 min'
FROM t, generate_series(1, 3) k;
