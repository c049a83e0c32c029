INSERT INTO item_copy SELECT id, name FROM item;
