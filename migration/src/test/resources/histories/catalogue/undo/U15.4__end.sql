DELETE FROM by_begin;
