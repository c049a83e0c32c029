alter table vitals alter column pulse set statistics -1;
