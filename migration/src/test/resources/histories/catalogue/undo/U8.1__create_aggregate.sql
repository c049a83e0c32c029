DROP AGGREGATE all_of(boolean);
