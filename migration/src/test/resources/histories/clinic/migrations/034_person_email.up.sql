create domain public.email as text constraint email_has_at check (value like '%_@_%');
alter table people.person add column email public.email;
update people.person set email = 'p' || id || '@clinic.example';
