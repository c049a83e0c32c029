CALL tidy(NULL);
