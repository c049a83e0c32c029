DROP USER cat_clerk;
