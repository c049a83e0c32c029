ALTER TABLE product ADD COLUMN weight_g integer;
