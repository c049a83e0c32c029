CREATE TABLE voucher_new (
    percent  smallint NOT NULL,
    code     text NOT NULL,
    valid    daterange NOT NULL,
    used_by  bigint
);
INSERT INTO voucher_new (code, percent, valid, used_by) SELECT code, percent, valid, used_by FROM voucher;
DROP TABLE voucher;
ALTER TABLE voucher_new RENAME TO voucher;
ALTER TABLE voucher ADD CONSTRAINT voucher_pkey PRIMARY KEY (code);
ALTER TABLE voucher ADD CONSTRAINT voucher_code_check CHECK (code = upper(code));
ALTER TABLE voucher ADD CONSTRAINT voucher_percent_check CHECK (percent BETWEEN 1 AND 100);
ALTER TABLE voucher ADD CONSTRAINT voucher_used_by_fkey FOREIGN KEY (used_by) REFERENCES purchase;
ALTER TABLE voucher ADD CONSTRAINT voucher_overlap_ex EXCLUDE USING gist (percent WITH =, valid WITH &&);
