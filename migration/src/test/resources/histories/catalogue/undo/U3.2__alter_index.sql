ALTER INDEX item_price_idx RENAME TO item_price_ix;
ALTER INDEX item_price_ix RESET (fillfactor);
