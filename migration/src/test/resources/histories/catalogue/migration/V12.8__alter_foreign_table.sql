ALTER FOREIGN TABLE branch_item ADD COLUMN price numeric OPTIONS (unit 'EUR'), OPTIONS (SET remote 'items');
