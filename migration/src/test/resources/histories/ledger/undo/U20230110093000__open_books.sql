DELETE FROM book.journal WHERE id IN (1, 2);
