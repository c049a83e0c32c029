DROP PROCEDURE clean(integer);
