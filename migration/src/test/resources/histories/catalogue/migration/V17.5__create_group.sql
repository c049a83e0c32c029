CREATE GROUP cat_staff WITH ROLE cat_keeper;
