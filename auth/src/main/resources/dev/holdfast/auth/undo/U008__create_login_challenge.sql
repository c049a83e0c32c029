-- Undo of V008__create_login_challenge.sql: whoever is between the two steps of a login begins again.
-- Locks: ACCESS EXCLUSIVE on the table.

DROP TABLE ${schema}.${prefix}login_challenge;
