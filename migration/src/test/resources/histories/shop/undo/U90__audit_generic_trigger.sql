DROP TRIGGER voucher_audit ON voucher;
DROP FUNCTION audit.log();
ALTER TABLE audit.entry ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE audit.entry_id_seq;
