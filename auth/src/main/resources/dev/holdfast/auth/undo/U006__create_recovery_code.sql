-- Undo of V006__create_recovery_code.sql: every code and every attempt counted is lost.
-- Locks: ACCESS EXCLUSIVE on the three tables.

DROP TABLE ${schema}.${prefix}recovery_attempt;
DROP TABLE ${schema}.${prefix}recovery_code;
DROP TABLE ${schema}.${prefix}recovery_set;
