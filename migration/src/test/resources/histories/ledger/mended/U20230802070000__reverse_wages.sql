DELETE FROM book.journal WHERE id IN (200, 201);
