ALTER AGGREGATE every_one(boolean) RENAME TO all_of;
