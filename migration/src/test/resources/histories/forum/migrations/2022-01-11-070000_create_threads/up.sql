CREATE TABLE threads (
  id BIGSERIAL PRIMARY KEY,
  board_id INTEGER NOT NULL REFERENCES boards (id),
  author_id INTEGER NOT NULL REFERENCES members (id),
  title VARCHAR(140) NOT NULL,
  pinned BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX threads_board ON threads (board_id, pinned DESC, created_at DESC);
