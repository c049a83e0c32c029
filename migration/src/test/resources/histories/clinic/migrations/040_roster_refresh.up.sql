refresh materialized view concurrently roster;
analyze roster;
