VACUUM (FULL, ANALYZE) book.import_run;
VACUUM book.posting;
