DROP INDEX threads_board;
CREATE INDEX threads_forum ON threads (forum_id, pinned DESC, created_at DESC) WHERE deleted_at IS NULL;
