CREATE FUNCTION karma_add(bigint, reaction) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + CASE $2 WHEN 'heart' THEN 3 WHEN 'like' THEN 2 ELSE 1 END $$;
CREATE AGGREGATE karma(reaction) (SFUNC = karma_add, STYPE = bigint, INITCOND = '0', PARALLEL = SAFE);
CREATE VIEW member_karma AS SELECT p.author_id, karma(r.reaction) FROM posts p JOIN reactions r ON r.post_id = p.id GROUP BY 1;
