alter table visit drop constraint no_double_booking;
drop function visit_span;
alter table visit drop column lasts;
drop extension btree_gist;
