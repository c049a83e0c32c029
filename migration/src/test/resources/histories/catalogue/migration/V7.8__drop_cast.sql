DROP CAST (size AS integer);
