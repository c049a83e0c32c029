DROP INDEX hot_threads_id;
