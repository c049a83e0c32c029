DROP FUNCTION noted();
DROP FUNCTION twice(integer);
