ALTER TABLESPACE cat_space SET (random_page_cost = 1.1);
