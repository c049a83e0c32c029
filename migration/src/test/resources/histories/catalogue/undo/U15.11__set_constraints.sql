SET CONSTRAINTS item_copy_key DEFERRED;
UPDATE item_copy SET id = id - 1;
SET CONSTRAINTS item_copy_key IMMEDIATE;
ALTER TABLE item_copy DROP CONSTRAINT item_copy_key;
