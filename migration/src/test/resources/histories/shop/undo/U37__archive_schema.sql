ALTER TABLE archive.shop_event_2022_01 SET SCHEMA public;
DROP SCHEMA archive;
