DROP TABLE by_start;
