SELECT count(*) FROM item;
