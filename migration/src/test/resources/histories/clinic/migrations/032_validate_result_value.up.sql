update lab.result set unit = '' where unit is null and value is not null;
alter table lab.result validate constraint result_has_unit;
