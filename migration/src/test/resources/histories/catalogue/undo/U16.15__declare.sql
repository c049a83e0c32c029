UPDATE item SET name = rtrim(name, '!') WHERE name LIKE '%!';
