DROP INDEX CONCURRENTLY book.event_later_kind_ix;
