alter table prescription drop column public_id;
