create table consent_history (like consent including all);
alter table consent_history add column withdrawn_on date, drop constraint consent_history_pkey;
create rule consent_withdrawn as on delete to consent do also insert into consent_history values (old.patient_id, old.purpose, old.given_on, current_date);
