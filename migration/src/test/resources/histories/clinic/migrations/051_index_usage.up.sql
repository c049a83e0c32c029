drop index concurrently visit_at_idx;
create index concurrently visit_at_person_idx on visit (person_id, at desc nulls last) include (state);
