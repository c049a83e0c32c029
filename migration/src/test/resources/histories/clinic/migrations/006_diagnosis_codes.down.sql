drop table diagnosis_code;
