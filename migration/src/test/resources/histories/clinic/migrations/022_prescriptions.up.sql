create table drug (atc char(7) primary key, name text not null, unit text not null default 'mg');
create table prescription (
  id bigserial primary key,
  visit_id int not null references visit,
  atc char(7) not null references drug,
  dose numeric not null check (dose > 0),
  days int4range not null,
  note text
);
insert into drug values ('X01AA01', 'Inventol', 'mg'), ('X01AA02', 'Placebex', 'ml'), ('X02BB03', 'Nocturnin®', 'mg');
insert into prescription (id, visit_id, atc, dose, days, note) values (1, 1, 'X01AA01', 2.50, '[1,10]', 'after meals; not with milk'), (2, 3, 'X02BB03', 5, '[1,3)', null);
