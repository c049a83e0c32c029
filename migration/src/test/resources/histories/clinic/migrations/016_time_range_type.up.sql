create function time_diff(a time, b time) returns double precision language sql immutable strict as $$ select extract(epoch from a - b)::double precision $$;
create type timerange as range (subtype = time, subtype_diff = time_diff);
alter table opening_hours add column span timerange generated always as (timerange(opens, closes)) stored;
