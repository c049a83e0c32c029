-- Undo of V005__create_login_throttle.sql: every failure counted, every shut account and every place is forgotten.
-- Locks: ACCESS EXCLUSIVE on both tables, for an instant.

DROP TABLE ${schema}.${prefix}login_place;
DROP TABLE ${schema}.${prefix}login_bucket;
