DELETE FROM postcode_old a USING postcode_old b WHERE left(a.place, 1) = left(b.place, 1) AND a.code > b.code;
