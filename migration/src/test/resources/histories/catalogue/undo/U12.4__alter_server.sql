ALTER SERVER branch VERSION '1' OPTIONS (SET host 'branch.example');
