BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER TABLE book.import_run ADD COLUMN rows_read integer;
COMMIT;
CREATE INDEX CONCURRENTLY import_run_file_ix ON book.import_run (file);
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ;
UPDATE book.import_run SET rows_read = 0;
END;
