create index concurrently if not exists visit_at_idx on visit (at);
