create sequence invoice_no_seq as bigint start 20240001 increment 1 minvalue 20240001 maxvalue 20249999 cache 1 no cycle;
create table invoice (
  no bigint primary key default nextval('invoice_no_seq'),
  visit_id int not null unique references visit,
  total numeric(10,2) not null,
  currency char(3) not null default 'NOK'
);
alter sequence invoice_no_seq owned by invoice.no;
