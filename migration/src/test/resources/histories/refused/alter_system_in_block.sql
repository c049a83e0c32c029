BEGIN;
CREATE TABLE beside (id integer);
ALTER SYSTEM SET work_mem = '5MB';
COMMIT;
