alter table visit alter column state drop default;
create type visit_state_2 as enum ('booked', 'arrived', 'done');
alter table visit alter column state type visit_state_2 using state::text::visit_state_2;
alter table visit alter column state set default 'done';
drop type visit_state;
alter type visit_state_2 rename to visit_state;
