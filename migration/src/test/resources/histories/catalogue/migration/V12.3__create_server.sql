CREATE SERVER branch TYPE 'shop' VERSION '1' FOREIGN DATA WRAPPER far OPTIONS (host 'branch.example');
