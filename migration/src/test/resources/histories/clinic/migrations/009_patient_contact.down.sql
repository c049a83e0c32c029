alter table patient drop column contact;
alter table patient add column sex sex;
update patient set sex = s.sex from patient_sex s where s.id = patient.id;
drop table patient_sex;
