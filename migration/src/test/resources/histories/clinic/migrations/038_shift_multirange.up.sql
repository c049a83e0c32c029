create table availability (person_id int primary key references people.person, free datemultirange not null default '{}');
insert into availability values (1, '{[2024-01-01,2024-01-05),[2024-02-01,2024-02-03)}'), (2, '{}');
