CREATE OPERATOR CLASS backwards FOR TYPE integer USING btree FAMILY integers AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
