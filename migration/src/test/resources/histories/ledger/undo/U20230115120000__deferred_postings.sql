DELETE FROM book.posting WHERE journal_id = 3;
DELETE FROM book.journal WHERE id = 3;
