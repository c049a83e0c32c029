ALTER TABLESPACE cat_space RESET (random_page_cost);
