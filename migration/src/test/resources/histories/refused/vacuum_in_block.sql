BEGIN;
CREATE TABLE dusty (id integer);
VACUUM dusty;
COMMIT;
