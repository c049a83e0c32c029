ALTER ROLE cat_keeper SET statement_timeout = '1min';
