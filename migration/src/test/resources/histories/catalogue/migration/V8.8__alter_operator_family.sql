ALTER OPERATOR FAMILY whole_numbers USING btree RENAME TO integers;
