alter table prescription add column public_id uuid;
update prescription set public_id = md5('prescription' || id)::uuid;
alter table prescription alter column public_id set not null, alter column public_id set default gen_random_uuid();
create unique index prescription_public_id_idx on prescription (public_id);
