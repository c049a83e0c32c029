comment on view patient_overview is 'for the desk';
drop view patient_overview;
create view patient_overview as select p.id, p.chart_no, p.name, p.born from patient p;
