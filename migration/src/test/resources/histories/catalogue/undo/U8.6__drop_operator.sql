CREATE OPERATOR ~~~ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = near, COMMUTATOR = ~~~, RESTRICT = neqsel, JOIN = neqjoinsel);
