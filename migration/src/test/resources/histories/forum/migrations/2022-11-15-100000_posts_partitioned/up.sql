-- the big one: a new partitioned table, the rows copied, the old one dropped
LOCK TABLE posts IN ACCESS EXCLUSIVE MODE;
CREATE TABLE post_archive (id BIGINT NOT NULL, thread_id BIGINT NOT NULL, author_id INTEGER NOT NULL, body TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL) PARTITION BY RANGE (created_at);
CREATE TABLE post_archive_old PARTITION OF post_archive FOR VALUES FROM (MINVALUE) TO ('2022-01-16 00:00+00');
CREATE TABLE post_archive_new PARTITION OF post_archive FOR VALUES FROM ('2022-01-16 00:00+00') TO (MAXVALUE);
INSERT INTO post_archive SELECT id, thread_id, author_id, body, created_at FROM posts;
CREATE INDEX post_archive_thread ON post_archive (thread_id);
