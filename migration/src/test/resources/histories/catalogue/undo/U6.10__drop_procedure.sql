CREATE PROCEDURE clean(INOUT removed integer DEFAULT 0)
LANGUAGE sql SET work_mem = '8MB'
BEGIN ATOMIC
    DELETE FROM item WHERE price < 0;
    SELECT 0;
END;
