ALTER TABLE mail_template ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE stock SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE shop_event_2022_02 SET (autovacuum_enabled = false);
