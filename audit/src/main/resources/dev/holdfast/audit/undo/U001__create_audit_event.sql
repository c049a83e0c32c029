-- Drops every event in an attached partition: export them first. While a detached partition is left, the undo fails and
-- changes nothing, since that table's checks need the function: keep its events elsewhere and drop it, then undo.
-- Locks: ACCESS EXCLUSIVE on the table and its partitions.
DROP TABLE ${schema}.${prefix}audit_event;
DROP FUNCTION ${schema}.${prefix}uuid7_time(uuid);
