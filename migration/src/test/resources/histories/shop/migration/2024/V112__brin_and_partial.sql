CREATE INDEX shop_event_2022_02_brin ON shop_event_2022_02 USING brin (at) WITH (pages_per_range = 32);
CREATE UNIQUE INDEX purchase_one_open_ix ON purchase (customer_id, placed_at) WHERE state = 'open';
CREATE UNIQUE INDEX voucher_used_ix ON voucher (used_by) NULLS NOT DISTINCT WHERE code LIKE 'TEA%';
