DROP TABLE by_begin;
