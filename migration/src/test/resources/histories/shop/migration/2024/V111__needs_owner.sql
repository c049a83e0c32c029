ALTER TABLE carrier ADD COLUMN contact text DEFAULT 'post@carrier.example';
CREATE INDEX carrier_name_ix ON carrier USING hash (name);
