INSERT INTO reactions SELECT id, 4, 'heart' FROM posts WHERE id < 30;
