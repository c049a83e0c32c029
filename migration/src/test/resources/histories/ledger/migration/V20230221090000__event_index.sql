CREATE INDEX CONCURRENTLY event_later_kind_ix ON book.event_later (kind) WHERE kind <> 'tick';
