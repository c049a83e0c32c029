drop table visit_diagnosis;
