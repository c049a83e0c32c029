DROP AGGREGATE book.product(double precision);
