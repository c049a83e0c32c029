alter table patient drop constraint chart_no_form;
alter table patient alter column chart_no type varchar(12);
