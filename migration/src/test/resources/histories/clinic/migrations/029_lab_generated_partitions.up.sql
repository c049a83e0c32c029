do $$
begin
  for y in 2025..2027 loop
    execute format('create table lab.result_%s partition of lab.result for values from (%L) to (%L)', y, y || '-01-01', (y + 1) || '-01-01');
  end loop;
end $$;
