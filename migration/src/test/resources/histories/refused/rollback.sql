BEGIN;
CREATE TABLE tried (id integer);
ROLLBACK;
CREATE TABLE kept (id integer);
