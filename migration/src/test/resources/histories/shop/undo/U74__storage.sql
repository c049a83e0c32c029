ALTER TABLE shop_event_2022_02 RESET (autovacuum_enabled);
ALTER TABLE stock RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE mail_template ALTER COLUMN body SET STORAGE EXTENDED;
