CREATE ROLE cat_keeper NOLOGIN CONNECTION LIMIT 3;
ALTER ROLE cat_keeper SET statement_timeout = '1min';
