SELECT pg_advisory_xact_lock(hashtext('shop:vat'));
CREATE TABLE vat_rate (country char(2), since date, rate numeric(4, 3) NOT NULL, PRIMARY KEY (country, since));
INSERT INTO vat_rate VALUES ('DE', '2021-01-01', 0.190), ('NO', '2005-01-01', 0.250), ('GB', '2011-01-04', 0.200);
