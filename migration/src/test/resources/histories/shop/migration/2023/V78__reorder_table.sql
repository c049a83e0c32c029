CREATE TABLE voucher_new AS SELECT code, valid, percent, used_by FROM voucher;
ALTER TABLE voucher RENAME TO voucher_old;
ALTER TABLE voucher_new RENAME TO voucher;
DROP TABLE voucher_old;
