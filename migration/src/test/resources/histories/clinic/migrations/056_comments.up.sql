comment on table patient is 'Patients; chart numbers are never reused';
comment on column patient.chart_no is $$C-0001 and so on; don't "reuse"$$;
comment on constraint chart_no_form on patient is 'four digits at least';
comment on function age_at(date, date) is 'full years';
comment on schema lab is 'samples and results';
