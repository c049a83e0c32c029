DROP FOREIGN TABLE branch_item;
