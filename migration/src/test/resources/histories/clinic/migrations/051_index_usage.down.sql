drop index concurrently visit_at_person_idx;
create index concurrently visit_at_idx on visit (at);
