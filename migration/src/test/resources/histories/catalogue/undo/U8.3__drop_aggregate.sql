CREATE AGGREGATE every_one(boolean) (SFUNC = booland_statefunc, STYPE = boolean);
