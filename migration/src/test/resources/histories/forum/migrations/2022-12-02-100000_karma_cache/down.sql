DROP TABLE karma_cache;
