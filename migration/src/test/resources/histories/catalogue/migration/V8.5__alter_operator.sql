ALTER OPERATOR ~~~ (integer, integer) SET (RESTRICT = neqsel, JOIN = neqjoinsel);
