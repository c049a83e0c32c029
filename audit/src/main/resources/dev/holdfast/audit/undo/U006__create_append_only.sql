-- Drops what the triggers of a hardened log call. While a trigger is left, on a detached month too, the undo fails and
-- changes nothing: undo the hardening, then this.
-- Locks: none on any table.
DROP FUNCTION ${schema}.${prefix}audit_grow_only();
DROP FUNCTION ${schema}.${prefix}audit_append_only();
