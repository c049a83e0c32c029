DROP AGGREGATE IF EXISTS every_one(boolean);
