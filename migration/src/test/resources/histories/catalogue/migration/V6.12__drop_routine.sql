DROP ROUTINE twice(integer);
