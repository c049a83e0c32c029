alter table people.person drop column email;
drop domain public.email;
