ALTER TABLE voucher ADD CONSTRAINT voucher_percent_nn CHECK (percent IS NOT NULL) NOT VALID;
ALTER TABLE voucher VALIDATE CONSTRAINT voucher_percent_nn;
ALTER TABLE voucher ALTER COLUMN percent SET NOT NULL;
ALTER TABLE voucher DROP CONSTRAINT voucher_percent_nn;
