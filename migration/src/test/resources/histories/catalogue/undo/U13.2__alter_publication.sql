ALTER PUBLICATION items_out DROP TABLE item_copy;
ALTER PUBLICATION items_out SET (publish = 'insert, update, delete, truncate');
