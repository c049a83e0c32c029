ALTER GROUP cat_staff DROP USER cat_clerk;
