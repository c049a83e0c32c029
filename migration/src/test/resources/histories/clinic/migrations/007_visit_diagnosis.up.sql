create table visit_diagnosis (
  visit_id int references visit on delete cascade,
  code char(3) references diagnosis_code,
  certainty numeric(3,2) check (certainty between 0 and 1),
  primary key (visit_id, code)
);
insert into visit_diagnosis values (1, 'A00', 1.0), (3, 'J03', 0.50);
