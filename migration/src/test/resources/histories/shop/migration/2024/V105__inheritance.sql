CREATE TABLE document (id integer PRIMARY KEY, made date NOT NULL DEFAULT '2024-01-01');
CREATE TABLE invoice (total numeric(12, 2), CONSTRAINT invoice_pkey PRIMARY KEY (id)) INHERITS (document);
CREATE TABLE delivery_note (parcels integer) INHERITS (document);
INSERT INTO invoice VALUES (1, '2024-02-01', 12.00);
INSERT INTO delivery_note VALUES (2, '2024-02-02', 3);
