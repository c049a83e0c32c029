-- Undo of V004__create_password_history.sql: earlier passwords may be chosen again.
-- Locks: ACCESS EXCLUSIVE on the table.

DROP TABLE ${schema}.${prefix}password_history;
