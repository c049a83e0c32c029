insert into invoice (no, visit_id, total) select 20240000 + row_number() over (order by id), id, 450 + id * 10 from visit;
select setval('invoice_no_seq', 20240004);
