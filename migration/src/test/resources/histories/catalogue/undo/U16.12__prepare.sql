DELETE FROM by_begin WHERE id = 20;
