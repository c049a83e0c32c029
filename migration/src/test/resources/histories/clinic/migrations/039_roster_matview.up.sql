create materialized view roster as
select p.full_name, date_trunc('week', lower(s.during) at time zone 'UTC') as week, sum(upper(s.during) - lower(s.during)) as hours
from shift s join people.person p on p.id = s.person_id
group by 1, 2;
create unique index roster_idx on roster (full_name, week);
