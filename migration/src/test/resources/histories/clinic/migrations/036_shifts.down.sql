drop table shift;
drop table shift_break;
