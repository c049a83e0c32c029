ALTER INDEX forums_pkey RENAME TO boards_pkey;
ALTER SEQUENCE forums_id_seq RENAME TO boards_id_seq;
ALTER TABLE threads RENAME COLUMN forum_id TO board_id;
ALTER TABLE forums RENAME TO boards;
