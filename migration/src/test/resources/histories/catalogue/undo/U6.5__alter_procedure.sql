ALTER PROCEDURE tidy(integer) RESET work_mem;
