ALTER PUBLICATION items_out SET (publish = 'insert');
ALTER PUBLICATION items_out ADD TABLE item_copy;
