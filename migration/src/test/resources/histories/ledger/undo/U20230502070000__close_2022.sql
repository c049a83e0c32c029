DELETE FROM book.journal WHERE id = 100;
