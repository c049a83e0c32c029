alter table rooms add column floor int;
update rooms set floor = case when id = 3 then 2 else 1 end;
