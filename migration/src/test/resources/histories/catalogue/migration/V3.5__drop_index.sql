DROP INDEX item_price_idx;
