DROP INDEX CONCURRENTLY posts_thread_created;
