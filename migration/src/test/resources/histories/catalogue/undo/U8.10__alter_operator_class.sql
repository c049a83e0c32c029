ALTER OPERATOR CLASS falling USING btree RENAME TO backwards;
