DROP INDEX voucher_used_ix, purchase_one_open_ix, shop_event_2022_02_brin;
