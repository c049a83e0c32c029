DELETE FROM by_start WHERE id = 21;
