DROP GROUP cat_staff;
