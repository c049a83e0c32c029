create table if not exists rooms (
  id serial primary key,
  label varchar(40) not null unique,
  floor int
);
insert into rooms (id, label, floor) values (1, 'Green', 1), (2, 'Blue', 1), (3, 'Theatre', 2);
