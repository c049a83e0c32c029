drop table shift_break;
drop table shift;
