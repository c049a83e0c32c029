SET LOCAL lock_timeout = '2s';
SET LOCAL work_mem = '32MB';
ALTER TABLE purchase ADD COLUMN carrier_id smallint REFERENCES carrier;
