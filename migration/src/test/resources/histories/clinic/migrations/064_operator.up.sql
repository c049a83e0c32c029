create function same_day(timestamptz, timestamptz) returns boolean language sql immutable as $$ select ($1 at time zone 'UTC')::date = ($2 at time zone 'UTC')::date $$;
create operator =~= (leftarg = timestamptz, rightarg = timestamptz, function = same_day, commutator = =~=);
