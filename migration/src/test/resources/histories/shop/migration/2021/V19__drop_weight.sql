ALTER TABLE product DROP COLUMN weight_g;
