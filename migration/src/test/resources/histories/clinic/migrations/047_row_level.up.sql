alter table visit enable row level security, force row level security;
create policy own_visits on visit using (person_id::text = current_setting('clinic.person', true));
create policy desk_visits on visit for all to public using (true);
