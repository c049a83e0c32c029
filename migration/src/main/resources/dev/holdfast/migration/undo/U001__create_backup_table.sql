-- Why: takes the catalogue of backups back. Neither statement cascades: a backup that is left makes it fail.
-- Locks: ACCESS EXCLUSIVE on the catalogue.
DROP SCHEMA ${schema}_${prefix}backup;
DROP TABLE ${schema}.${prefix}backup_table;
