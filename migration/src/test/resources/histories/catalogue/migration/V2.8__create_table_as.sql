CREATE TABLE item_copy AS SELECT id, name FROM item WITH DATA;
