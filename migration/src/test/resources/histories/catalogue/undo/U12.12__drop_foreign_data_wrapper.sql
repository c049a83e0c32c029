CREATE FOREIGN DATA WRAPPER far OPTIONS (debug 'true', note 'x');
CREATE SERVER branch TYPE 'shop' VERSION '2' FOREIGN DATA WRAPPER far OPTIONS (host 'branch2.example');
DROP SERVER branch;
