SELECT pg_advisory_xact_lock(hashtext('shop:vat'));
DROP TABLE vat_rate;
