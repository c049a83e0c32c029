DROP INDEX members_handle_lower;
