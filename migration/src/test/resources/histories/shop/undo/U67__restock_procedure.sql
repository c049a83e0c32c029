DROP PROCEDURE restock(integer);
