alter table lab.result drop constraint result_has_unit;
