CREATE TABLE book.import_run (
    id bigint PRIMARY KEY,
    file text NOT NULL,
    "Prüfsumme" bytea
);
COPY book.import_run (id, file) FROM STDIN;
1	januar.csv
2	märz.csv
\.
