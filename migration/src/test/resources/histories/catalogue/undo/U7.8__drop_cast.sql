CREATE CAST (size AS integer) WITH FUNCTION size_rank(size) AS ASSIGNMENT;
