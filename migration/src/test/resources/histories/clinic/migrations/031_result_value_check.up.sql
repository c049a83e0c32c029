alter table lab.result add constraint result_has_unit check (unit is not null or value is null) not valid;
