alter table rooms add column floor int;
