CREATE TABLE before_include (id integer);
\i more.sql
CREATE TABLE after_include (id integer);
