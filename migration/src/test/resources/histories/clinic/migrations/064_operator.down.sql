drop operator =~= (timestamptz, timestamptz);
drop function same_day;
