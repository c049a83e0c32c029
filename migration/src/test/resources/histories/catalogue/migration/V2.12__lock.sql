LOCK TABLE ONLY item, item_copy IN ROW EXCLUSIVE MODE;
SELECT count(*) FROM item;
