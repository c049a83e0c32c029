update invoice set no = 20240004 where visit_id = 4;
select setval('invoice_no_seq', 20240004);
