-- Why: takes the journal of steps back.
-- Locks: ACCESS EXCLUSIVE on the journal.
DROP TABLE ${schema}.${prefix}migration_step;
