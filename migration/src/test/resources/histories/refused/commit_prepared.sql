BEGIN;
CREATE TABLE prepared (id integer);
PREPARE TRANSACTION 'catalogue_second';
COMMIT PREPARED 'catalogue_second';
