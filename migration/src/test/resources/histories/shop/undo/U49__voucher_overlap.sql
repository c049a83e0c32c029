ALTER TABLE voucher DROP CONSTRAINT voucher_overlap_ex;
DROP EXTENSION btree_gist;
