alter schema staff rename to people;
alter table people.person rename column name to full_name;
