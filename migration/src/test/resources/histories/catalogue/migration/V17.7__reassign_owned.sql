CREATE TABLE kept (id integer);
ALTER TABLE kept OWNER TO cat_keeper;
REASSIGN OWNED BY cat_keeper TO CURRENT_USER;
