CREATE TABLE base (id integer);
CREATE VIEW over_base AS SELECT * FROM base;
DROP TABLE base;
