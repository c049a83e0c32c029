CREATE SCHEMA archive;
ALTER TABLE shop_event_2022_01 SET SCHEMA archive;
