ALTER TABLE purchase DROP COLUMN carrier_id;
