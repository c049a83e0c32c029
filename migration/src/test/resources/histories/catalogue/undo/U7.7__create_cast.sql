DROP CAST (size AS integer);
DROP FUNCTION size_rank(size);
