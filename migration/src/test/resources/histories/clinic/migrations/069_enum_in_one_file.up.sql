alter type visit_state add value if not exists 'triaged' before 'arrived';
commit;
alter table visit add column triage_level smallint;
update visit set state = 'triaged', triage_level = 3 where id = 4;
