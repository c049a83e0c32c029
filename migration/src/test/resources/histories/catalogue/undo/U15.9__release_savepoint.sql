DELETE FROM by_begin WHERE id = 4;
