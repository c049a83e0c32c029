VACUUM book.import_run;
