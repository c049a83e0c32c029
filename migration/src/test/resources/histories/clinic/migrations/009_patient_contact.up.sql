create table patient_sex as select id, sex from patient where sex is not null;
alter table patient drop column sex;
alter table patient add column contact jsonb;
