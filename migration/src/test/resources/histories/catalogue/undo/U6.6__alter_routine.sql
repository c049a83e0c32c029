ALTER ROUTINE clean(integer) RENAME TO tidy;
