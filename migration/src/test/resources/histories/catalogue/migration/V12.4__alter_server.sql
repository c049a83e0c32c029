ALTER SERVER branch VERSION '2' OPTIONS (SET host 'branch2.example');
