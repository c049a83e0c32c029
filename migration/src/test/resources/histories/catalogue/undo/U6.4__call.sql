CALL tidy(0);
