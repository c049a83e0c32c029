CREATE PUBLICATION items_out FOR TABLE item, item_copy WITH (publish = 'insert');
