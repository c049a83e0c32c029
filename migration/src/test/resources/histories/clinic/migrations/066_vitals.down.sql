drop table vitals;
