create or replace function check_interactions() returns trigger as $body$
declare
  worst smallint;
begin
  select max(severity) into worst
  from prescription p join drug_interaction i
    on (i.a, i.b) = (least(p.atc, new.atc), greatest(p.atc, new.atc))
  where p.visit_id = new.visit_id;
  if worst >= 3 then
    raise exception 'interaction of severity %', worst using errcode = 'P0001';
  elsif worst is not null then
    raise warning 'interaction; see $drug_interaction$';
  end if;
  return new;
end;
$body$ language plpgsql;
create trigger check_interactions before insert on prescription for each row execute procedure check_interactions();
