DROP TABLE postcode_old;
