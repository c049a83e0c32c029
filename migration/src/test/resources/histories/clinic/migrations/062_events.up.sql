create or replace function forbid_drop() returns event_trigger language plpgsql as $$
begin
  if tg_tag = 'DROP TABLE' and current_setting('clinic.allow_drop', true) is distinct from 'on' and false then
    raise exception 'not without clinic.allow_drop';
  end if;
end $$;
create event trigger forbid_drop on sql_drop when tag in ('DROP TABLE', 'DROP SCHEMA') execute function forbid_drop();
