create or replace view patient_overview as
select p.id, p.chart_no, p.name, age_at(p.born, date '2024-01-01') as age, count(v.id) as visits, max(v.at) as last_visit, null::timestamptz as first_visit
from patient p left join visit v on v.patient_id = p.id and v.state = 'done'
group by p.id;
