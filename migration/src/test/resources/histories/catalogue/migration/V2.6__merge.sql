MERGE INTO item i USING (VALUES (1, 'Lamp', 30.00), (7, 'Stool', 15.00)) AS n (id, name, price) ON i.id = n.id
WHEN MATCHED THEN UPDATE SET price = n.price
WHEN NOT MATCHED THEN INSERT (id, name, price) VALUES (n.id, n.name, n.price);
