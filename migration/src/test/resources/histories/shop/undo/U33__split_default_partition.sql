ALTER TABLE shop_event DETACH PARTITION shop_event_2022_03;
INSERT INTO shop_event SELECT * FROM shop_event_2022_03;
DROP TABLE shop_event_2022_03;
