CREATE AGGREGATE all_of(boolean) (SFUNC = booland_statefunc, STYPE = boolean);
