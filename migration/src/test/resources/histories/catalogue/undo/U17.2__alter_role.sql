ALTER ROLE cat_keeper RESET statement_timeout;
