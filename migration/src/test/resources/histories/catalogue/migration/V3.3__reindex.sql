REINDEX INDEX item_name_ix;
