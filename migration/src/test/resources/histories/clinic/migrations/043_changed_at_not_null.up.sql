alter table patient add constraint changed_at_set check (changed_at is not null) not valid;
