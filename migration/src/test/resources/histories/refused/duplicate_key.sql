CREATE TABLE keyed (id integer PRIMARY KEY);
INSERT INTO keyed VALUES (1), (1);
