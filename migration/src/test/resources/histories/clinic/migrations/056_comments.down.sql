comment on schema lab is null;
comment on function age_at(date, date) is null;
comment on constraint chart_no_form on patient is null;
comment on column patient.chart_no is null;
comment on table patient is null;
