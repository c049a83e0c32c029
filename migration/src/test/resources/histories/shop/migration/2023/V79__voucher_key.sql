ALTER TABLE voucher ADD CONSTRAINT voucher_pkey PRIMARY KEY (code);
