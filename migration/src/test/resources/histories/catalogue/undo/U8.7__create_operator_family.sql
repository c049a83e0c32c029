DROP OPERATOR FAMILY whole_numbers USING btree;
