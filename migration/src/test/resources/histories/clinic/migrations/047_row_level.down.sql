drop policy desk_visits on visit;
drop policy own_visits on visit;
alter table visit no force row level security, disable row level security;
