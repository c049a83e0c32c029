-- Drops the declarations of restores: without them verification accuses a restored log. Keep their notes elsewhere first.
-- Locks: ACCESS EXCLUSIVE on both tables.
DROP TABLE ${schema}.${prefix}audit_anchor;
DROP TABLE ${schema}.${prefix}audit_restore;
