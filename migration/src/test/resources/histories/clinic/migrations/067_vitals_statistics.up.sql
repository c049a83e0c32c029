alter table vitals alter column pulse set statistics 200;
vacuum analyze vitals;
