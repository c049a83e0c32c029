alter table patient validate constraint changed_at_set;
alter table patient alter column changed_at set not null;
alter table patient drop constraint changed_at_set;
