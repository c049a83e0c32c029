BEGIN;
CREATE TABLE indexed (id integer);
CREATE INDEX CONCURRENTLY indexed_ix ON indexed (id);
COMMIT;
