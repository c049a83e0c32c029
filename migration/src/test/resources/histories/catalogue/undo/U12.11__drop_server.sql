CREATE SERVER branch TYPE 'shop' VERSION '2' FOREIGN DATA WRAPPER far OPTIONS (host 'branch2.example');
