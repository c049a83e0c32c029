DROP TABLE karma_cache;
REVOKE SELECT ON member_karma FROM forum_reader;
