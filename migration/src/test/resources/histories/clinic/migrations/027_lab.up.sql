create schema lab;
create table lab.sample (
  id int generated always as identity primary key,
  visit_id int not null references public.visit,
  taken_at timestamptz not null,
  barcode bytea not null
);
create table lab.result (
  sample_id int not null references lab.sample,
  test text not null,
  value double precision,
  unit text,
  at timestamptz not null
) partition by range (at);
create table lab.result_2023 partition of lab.result for values from ('2023-01-01') to ('2024-01-01');
create table lab.result_2024 partition of lab.result for values from ('2024-01-01') to ('2025-01-01');
