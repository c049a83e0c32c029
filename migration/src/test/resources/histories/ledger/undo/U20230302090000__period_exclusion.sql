ALTER TABLE book.period DROP CONSTRAINT period_overlap;
DROP EXTENSION btree_gist;
