DELETE FROM book.import_run WHERE id = 3;
