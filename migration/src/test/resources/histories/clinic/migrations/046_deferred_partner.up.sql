alter table people.person add column deputy_id int;
alter table people.person add constraint deputy_fk foreign key (deputy_id) references people.person deferrable initially immediate;
begin;
set constraints people.deputy_fk deferred;
update people.person set deputy_id = 3 - id where id in (1, 2);
commit;
