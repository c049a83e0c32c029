create table drug_interaction (a char(7) references drug, b char(7) references drug, severity smallint not null, primary key (a, b), check (a < b));
insert into drug_interaction values ('X01AA01', 'X02BB03', 3);
