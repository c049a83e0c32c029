CREATE EXTENSION btree_gist;
ALTER TABLE voucher ADD CONSTRAINT voucher_overlap_ex EXCLUDE USING gist (percent WITH =, valid WITH &&);
