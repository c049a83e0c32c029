ALTER OPERATOR FAMILY integers USING btree RENAME TO whole_numbers;
