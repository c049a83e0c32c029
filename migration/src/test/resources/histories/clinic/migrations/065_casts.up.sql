create type temperature as (degrees numeric, scale char(1));
create function to_celsius(temperature) returns numeric language sql immutable as $$ select case when ($1).scale = 'F' then round((($1).degrees - 32) * 5 / 9, 1) else ($1).degrees end $$;
create cast (temperature as numeric) with function to_celsius(temperature) as assignment;
