DELETE FROM search_log WHERE id = 1;
