-- Written for psql, with its own transaction.
BEGIN;
CREATE TABLE carrier (id smallint PRIMARY KEY, name text NOT NULL);
INSERT INTO carrier VALUES (1, 'Fjord Post'), (2, 'Quick & Slow');
COMMIT;
