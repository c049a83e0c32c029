CREATE EXTENSION file_fdw;
CREATE SERVER import_files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE incoming_price (sku text, price numeric) SERVER import_files
    OPTIONS (filename '/srv/import.example/prices.csv', format 'csv', header 'true');
