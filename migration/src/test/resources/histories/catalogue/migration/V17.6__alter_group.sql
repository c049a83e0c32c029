ALTER GROUP cat_staff ADD USER cat_clerk;
