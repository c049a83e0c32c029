drop materialized view roster;
