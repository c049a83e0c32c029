CREATE TABLE t (a text);
COPY t FROM STDIN;
one
two
