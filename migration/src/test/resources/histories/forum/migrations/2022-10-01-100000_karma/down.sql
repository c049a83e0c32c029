DROP VIEW member_karma;
DROP AGGREGATE karma(reaction);
DROP FUNCTION karma_add;
