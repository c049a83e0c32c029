DROP FUNCTION IF EXISTS forum_manage_updated_at(_tbl regclass);
DROP FUNCTION IF EXISTS forum_set_updated_at();
