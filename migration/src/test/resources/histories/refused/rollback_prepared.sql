BEGIN;
CREATE TABLE prepared (id integer);
PREPARE TRANSACTION 'catalogue_third';
ROLLBACK PREPARED 'catalogue_third';
