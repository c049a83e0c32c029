drop index concurrently if exists visit_at_idx;
