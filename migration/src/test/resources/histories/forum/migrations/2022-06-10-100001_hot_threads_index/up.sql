CREATE UNIQUE INDEX hot_threads_id ON hot_threads (id);
REFRESH MATERIALIZED VIEW CONCURRENTLY hot_threads;
