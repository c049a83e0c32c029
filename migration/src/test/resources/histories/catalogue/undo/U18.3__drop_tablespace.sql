SET allow_in_place_tablespaces = on;
CREATE TABLESPACE cat_space LOCATION '';
ALTER TABLESPACE cat_space SET (random_page_cost = 1.1);
