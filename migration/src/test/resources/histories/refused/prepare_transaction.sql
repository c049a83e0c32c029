BEGIN;
CREATE TABLE prepared (id integer);
PREPARE TRANSACTION 'catalogue_first';
