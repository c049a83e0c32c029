alter table attachment drop column lo;
select lo_unlink(910001);
