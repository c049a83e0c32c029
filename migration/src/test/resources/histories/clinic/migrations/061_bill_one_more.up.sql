with gone as (delete from invoice where visit_id = 4 returning visit_id, total, currency)
insert into invoice (visit_id, total, currency) select visit_id, total, currency from gone;
