create table shift (id int primary key, person_id int not null references people.person, during tstzrange not null);
create table shift_break (shift_id int not null references shift, starts timestamptz not null, primary key (shift_id, starts));
