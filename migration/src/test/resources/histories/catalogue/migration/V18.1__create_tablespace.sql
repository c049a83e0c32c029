SET allow_in_place_tablespaces = on;
CREATE TABLESPACE cat_space LOCATION '';
