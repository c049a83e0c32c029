DROP INDEX carrier_name_ix;
ALTER TABLE carrier DROP COLUMN contact;
