-- why:   people type names in any case; a name that two accounts share would log neither in
-- undo:  the down file beside this one
-- locks: SHARE UPDATE EXCLUSIVE on users, so logins go on
CREATE UNIQUE INDEX CONCURRENTLY users_lower_email_idx ON users (lower(email));
CREATE UNIQUE INDEX CONCURRENTLY users_lower_username_idx ON users (lower(username));
