CREATE TYPE crate AS (w integer, h integer, d integer, weight integer);
