CREATE FOREIGN TABLE branch_item (id integer NOT NULL, name text, price numeric OPTIONS (unit 'EUR')) SERVER branch OPTIONS (remote 'items');
