select lo_from_bytea(910001, '\x89504e470d0a1a0a');
alter table attachment add column lo oid;
update attachment set lo = 910001 where name = 'empty';
comment on large object 910001 is 'logo of the clinic';
