CREATE AGGREGATE book.product(double precision) (SFUNC = float8mul, STYPE = double precision, INITCOND = '1', PARALLEL = safe);
