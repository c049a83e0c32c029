alter table visit drop column state;
drop type visit_state;
