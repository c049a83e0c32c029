CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TYPE crate AS (w integer, h integer, d integer);
CREATE TYPE pricerange AS RANGE (subtype = numeric);
