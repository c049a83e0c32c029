-- Verifies: add new feature
-- Each statement is a query of one row and one column that must be true, such as
-- SELECT count(*) = 1 FROM pg_class WHERE oid = 'public.account'::regclass;

