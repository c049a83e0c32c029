DO $$ BEGIN CREATE ROLE forum_reader; EXCEPTION WHEN duplicate_object THEN RAISE NOTICE 'exists'; END $$;
GRANT USAGE ON SCHEMA public TO forum_reader;
GRANT SELECT ON threads, posts, forums TO forum_reader;
GRANT SELECT (id, handle) ON members TO forum_reader WITH GRANT OPTION;
