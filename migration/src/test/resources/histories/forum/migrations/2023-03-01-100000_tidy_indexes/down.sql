DROP INDEX threads_forum;
CREATE INDEX threads_board ON threads (forum_id, pinned DESC, created_at DESC);
