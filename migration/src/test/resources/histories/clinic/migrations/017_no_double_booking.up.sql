create extension btree_gist;
alter table visit add column lasts interval not null default '20 min';
create function visit_span(timestamptz, interval) returns tstzrange language sql immutable as 'select tstzrange($1, $1 + $2)';
alter table visit add constraint no_double_booking exclude using gist (room_id with =, visit_span(at, lasts) with &&) where (state <> 'no_show');
