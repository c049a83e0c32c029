create table vitals (visit_id int primary key references visit, temperature temperature, pressure int4range, pulse smallint);
insert into vitals values (1, row (98.6, 'F'), '[80,120)', 64), (3, row (38.4, 'C'), null, 88);
