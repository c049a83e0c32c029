drop table patient_tag;
