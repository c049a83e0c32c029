alter table visit drop column changed_by, drop column changed_at;
alter table patient drop column changed_by, drop column changed_at;
