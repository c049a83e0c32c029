CLUSTER item USING item_name_ix;
