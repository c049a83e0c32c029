create table opening_hours (
  weekday smallint check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  check (closes > opens),
  primary key (weekday, opens)
);
insert into opening_hours select d, '08:00', '15:30' from generate_series(1, 5) d;
