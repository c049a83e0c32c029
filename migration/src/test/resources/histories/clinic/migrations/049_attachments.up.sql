create table attachment (
  id uuid primary key,
  visit_id int references visit,
  name text not null,
  body bytea,
  sha256 bytea generated always as (sha256(body)) stored
);
insert into attachment (id, visit_id, name, body) values
  ('00000000-0000-4000-8000-000000000001', 1, 'Röntgen.txt', convert_to('line 1
line 2', 'UTF8')),
  ('00000000-0000-4000-8000-000000000002', 3, 'empty', ''),
  ('00000000-0000-4000-8000-000000000003', 3, 'escaped', E'\\x5c3b27');
