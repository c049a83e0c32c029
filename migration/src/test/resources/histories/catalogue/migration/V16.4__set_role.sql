SET ROLE NONE;
SELECT current_user;
