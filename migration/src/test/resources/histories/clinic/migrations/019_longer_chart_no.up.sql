-- the view does not use chart_no; the unique index is kept
alter table patient alter column chart_no type text;
alter table patient add constraint chart_no_form check (chart_no ~ '^C-[0-9]{4,}$');
