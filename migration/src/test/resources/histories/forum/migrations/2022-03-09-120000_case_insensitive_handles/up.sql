CREATE UNIQUE INDEX members_handle_lower ON members (lower(handle));
