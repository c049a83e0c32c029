CREATE TABLE opened (id integer);
INSERT INTO opened VALUES ('never ends);
