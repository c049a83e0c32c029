-- Why: a table for tests. Undo: U001 drops it. Locks taken: none on existing tables.
CREATE TABLE ${schema}.${prefix}note (id int CONSTRAINT ${prefix}note_pk PRIMARY KEY);
