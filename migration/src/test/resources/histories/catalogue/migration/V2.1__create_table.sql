CREATE TABLE item (
    id integer PRIMARY KEY,
    name text NOT NULL,
    price numeric(8, 2) NOT NULL DEFAULT 0,
    added date NOT NULL DEFAULT '2024-01-01'
);
