DROP SERVER branch;
