create or replace procedure purge_results(before timestamptz)
language plpgsql
as $proc$
declare n bigint;
begin
  loop
    delete from lab.result where ctid = any (array(select ctid from lab.result where at < before limit 100));
    get diagnostics n = row_count;
    commit;
    exit when n = 0;
  end loop;
end
$proc$;
