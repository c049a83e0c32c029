PREPARE add_begin (integer) AS INSERT INTO by_begin VALUES ($1);
EXECUTE add_begin (20);
DEALLOCATE add_begin;
