CREATE TABLE before_abort (id integer);
ABORT;
CREATE TABLE after_abort (id integer);
