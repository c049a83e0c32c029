delete from invoice;
select setval('invoice_no_seq', 20240001, false);
