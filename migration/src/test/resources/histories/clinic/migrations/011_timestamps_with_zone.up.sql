alter table visit alter column at type timestamptz using at at time zone 'Europe/Oslo';
