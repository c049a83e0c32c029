DELETE FROM book.journal WHERE id = 200;
DELETE FROM book.journal WHERE id = 201;
