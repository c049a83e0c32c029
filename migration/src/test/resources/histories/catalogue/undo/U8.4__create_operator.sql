DROP OPERATOR ~~~ (integer, integer);
DROP FUNCTION near(integer, integer);
