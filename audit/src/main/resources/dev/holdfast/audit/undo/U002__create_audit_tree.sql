-- Drops the tree with all checkpoints: keep the checkpoints elsewhere first, they are what proves the log up to now.
-- Locks: ACCESS EXCLUSIVE on the tables of the tree, and on audit_event and its months for the index.
DROP TABLE ${schema}.${prefix}audit_tree;
DROP TABLE ${schema}.${prefix}audit_checkpoint;
DROP TABLE ${schema}.${prefix}audit_tile;
DROP TABLE ${schema}.${prefix}audit_leaf;
DROP INDEX ${schema}.${prefix}audit_event_tx;
