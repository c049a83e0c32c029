DROP DATABASE cat_spare;
