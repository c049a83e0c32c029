DROP INDEX CONCURRENTLY users_lower_username_idx;
DROP INDEX CONCURRENTLY users_lower_email_idx;
