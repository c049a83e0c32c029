ALTER PROCEDURE tidy(integer) SET work_mem = '8MB';
