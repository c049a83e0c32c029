alter table opening_hours drop column span;
drop type timerange;
drop function time_diff;
