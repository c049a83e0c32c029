CREATE FOREIGN TABLE branch_item (id integer NOT NULL, name text) SERVER branch OPTIONS (remote 'item');
