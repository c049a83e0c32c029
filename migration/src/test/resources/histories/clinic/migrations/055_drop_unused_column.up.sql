alter table rooms drop column floor;
