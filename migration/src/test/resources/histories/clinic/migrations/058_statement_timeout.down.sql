drop index rooms_label_idx;
