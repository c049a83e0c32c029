CREATE TABLE parcel (id bigint, country char(2) NOT NULL, weight_g integer, PRIMARY KEY (id, country)) PARTITION BY LIST (country);
CREATE TABLE parcel_nordic PARTITION OF parcel FOR VALUES IN ('NO', 'SE', 'DK', 'FI') PARTITION BY RANGE (id);
CREATE TABLE parcel_nordic_1 PARTITION OF parcel_nordic FOR VALUES FROM (MINVALUE) TO (1000000);
CREATE TABLE parcel_other PARTITION OF parcel DEFAULT;
INSERT INTO parcel VALUES (1, 'NO', 100), (2, 'DE', 250), (3, 'FI', NULL);
