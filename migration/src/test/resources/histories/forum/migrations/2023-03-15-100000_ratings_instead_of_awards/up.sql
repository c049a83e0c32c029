CREATE TABLE ratings (stars SMALLINT NOT NULL, post_id BIGINT NOT NULL);
DROP TABLE awards, member_awards;
