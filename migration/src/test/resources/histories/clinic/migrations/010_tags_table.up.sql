create table patient_tag (patient_id int references patient, tag text, primary key (patient_id, tag));
insert into patient_tag values (1, 'allergy'), (1, 'heart; mild'), (3, 'needs "quiet" room');
