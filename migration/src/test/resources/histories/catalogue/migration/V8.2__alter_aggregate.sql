ALTER AGGREGATE all_of(boolean) RENAME TO every_one;
