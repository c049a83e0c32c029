drop table prescription;
drop table drug;
