create type visit_state as enum ('booked', 'arrived', 'done');
alter table visit add column state visit_state not null default 'done';
