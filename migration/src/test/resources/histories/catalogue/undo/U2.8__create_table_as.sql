DROP TABLE item_copy;
