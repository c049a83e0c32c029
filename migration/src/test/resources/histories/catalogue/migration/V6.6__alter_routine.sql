ALTER ROUTINE tidy(integer) RENAME TO clean;
