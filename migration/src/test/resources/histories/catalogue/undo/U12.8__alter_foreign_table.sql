ALTER FOREIGN TABLE branch_item DROP COLUMN price, OPTIONS (SET remote 'item');
