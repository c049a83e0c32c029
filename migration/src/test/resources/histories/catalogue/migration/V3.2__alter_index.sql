ALTER INDEX item_price_ix SET (fillfactor = 75);
ALTER INDEX item_price_ix RENAME TO item_price_idx;
