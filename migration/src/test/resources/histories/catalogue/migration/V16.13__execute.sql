PREPARE add_start AS INSERT INTO by_start VALUES ($1);
EXECUTE add_start (21);
DEALLOCATE PREPARE add_start;
