ALTER TABLE carrier DROP CONSTRAINT carrier_name_key;
