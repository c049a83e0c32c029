DELETE FROM threads WHERE id <= 40;
