DROP INDEX CONCURRENTLY book.import_run_file_ix;
ALTER TABLE book.import_run DROP COLUMN rows_read;
