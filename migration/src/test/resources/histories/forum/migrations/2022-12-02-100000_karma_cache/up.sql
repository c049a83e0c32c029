GRANT SELECT ON member_karma TO forum_reader;
CREATE TABLE karma_cache AS SELECT * FROM member_karma;
