CREATE UNIQUE INDEX CONCURRENTLY carrier_name_key ON carrier (name);
ALTER TABLE carrier ADD CONSTRAINT carrier_name_key UNIQUE USING INDEX carrier_name_key;
