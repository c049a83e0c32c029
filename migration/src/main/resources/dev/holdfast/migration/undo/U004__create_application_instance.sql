-- Undo of V004__create_application_instance. The instances tell of themselves again when it is there again.
-- Locks: ACCESS EXCLUSIVE on the table.
DROP TABLE ${schema}.${prefix}application_instance;
