DROP ROLE cat_keeper;
