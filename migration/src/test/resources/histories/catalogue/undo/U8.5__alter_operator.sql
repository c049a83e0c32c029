ALTER OPERATOR ~~~ (integer, integer) SET (RESTRICT = NONE, JOIN = NONE);
