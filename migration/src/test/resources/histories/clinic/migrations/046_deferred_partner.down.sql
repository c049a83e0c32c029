alter table people.person drop column deputy_id;
