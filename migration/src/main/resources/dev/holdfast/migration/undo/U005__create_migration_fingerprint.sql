-- Undo of V005__create_migration_fingerprint. What was applied so far is known by its CRC32 alone from here on.
-- Locks: ACCESS EXCLUSIVE on the table.
DROP TABLE ${schema}.${prefix}migration_fingerprint;
