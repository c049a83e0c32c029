CREATE STATISTICS item_stat (ndistinct, dependencies, mcv) ON name, price FROM item;
