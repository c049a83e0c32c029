REVOKE SELECT (id, handle) ON members FROM forum_reader;
REVOKE SELECT ON threads, posts, forums FROM forum_reader;
REVOKE USAGE ON SCHEMA public FROM forum_reader;
