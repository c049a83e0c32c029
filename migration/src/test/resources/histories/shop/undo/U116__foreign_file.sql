DROP FOREIGN TABLE incoming_price;
DROP SERVER import_files;
DROP EXTENSION file_fdw;
