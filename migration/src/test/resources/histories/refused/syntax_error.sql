CREATE TABLE fine (id integer);
CREAT TABLE wrong (id integer);
