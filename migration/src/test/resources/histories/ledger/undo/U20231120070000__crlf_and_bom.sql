DROP TABLE book.import_run;
