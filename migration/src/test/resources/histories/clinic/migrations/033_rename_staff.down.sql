alter table people.person rename column full_name to name;
alter schema people rename to staff;
