BEGIN;
CREATE TABLE beside (id integer);
CREATE DATABASE cat_never;
COMMIT;
