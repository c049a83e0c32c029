ALTER TABLE boards RENAME TO forums;
ALTER TABLE threads RENAME COLUMN board_id TO forum_id;
ALTER SEQUENCE boards_id_seq RENAME TO forums_id_seq;
ALTER INDEX boards_pkey RENAME TO forums_pkey;
