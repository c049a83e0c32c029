alter table patient add column changed_by text not null default current_user, add column changed_at timestamptz;
alter table visit add column changed_by text not null default session_user, add column changed_at timestamptz;
