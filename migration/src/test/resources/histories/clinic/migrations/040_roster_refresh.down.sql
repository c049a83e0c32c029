refresh materialized view roster;
