alter domain email add constraint email_is_lower check (value = lower(value)) not valid;
alter domain email validate constraint email_is_lower;
