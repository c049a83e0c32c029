-- why:   takes V003 back, the record of break-glass openings included: export it first if it has to be kept.
-- locks: ACCESS EXCLUSIVE on the two tables, for an instant.

DROP FUNCTION ${schema}.${prefix}admin_break_glass_is_open();
DROP TABLE ${schema}.${prefix}admin_break_glass;
DROP TABLE ${schema}.${prefix}admin_guard;
