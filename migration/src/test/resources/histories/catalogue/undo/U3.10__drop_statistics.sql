CREATE STATISTICS item_stat (ndistinct, dependencies, mcv) ON name, price FROM item;
ALTER STATISTICS item_stat SET STATISTICS 300;
