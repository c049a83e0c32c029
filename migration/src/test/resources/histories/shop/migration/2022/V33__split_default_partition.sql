-- Rows of March sit in the default partition: they have to move before the partition can exist.
ALTER TABLE shop_event DETACH PARTITION shop_event_rest;
CREATE TABLE shop_event_2022_03 PARTITION OF shop_event FOR VALUES FROM ('2022-03-01') TO ('2022-04-01');
WITH moved AS (DELETE FROM shop_event_rest WHERE at >= '2022-03-01' AND at < '2022-04-01' RETURNING *)
INSERT INTO shop_event SELECT * FROM moved;
ALTER TABLE shop_event ATTACH PARTITION shop_event_rest DEFAULT;
