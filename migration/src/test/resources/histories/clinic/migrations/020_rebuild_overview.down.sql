drop view patient_overview;
alter table patient alter column name type text;
create view patient_overview as
select p.id, p.name, age_at(p.born, date '2024-01-01') as age, count(v.id) as visits, max(v.at) as last_visit
from patient p left join visit v on v.patient_id = p.id
group by p.id;
