alter table patient drop constraint changed_at_set;
