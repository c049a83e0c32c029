CREATE MATERIALIZED VIEW hot_threads AS
  SELECT t.id, t.title, count(r.*) AS reactions
  FROM threads t JOIN posts p ON p.thread_id = t.id LEFT JOIN reactions r ON r.post_id = p.id
  GROUP BY t.id ORDER BY 3 DESC, 1 LIMIT 20;
