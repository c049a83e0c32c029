UPDATE book.period SET locked = false WHERE name = '2023-01';
