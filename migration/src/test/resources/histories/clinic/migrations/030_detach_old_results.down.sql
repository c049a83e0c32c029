alter table lab.result_2023 drop constraint if exists result_2023_at_check;
alter table lab.result attach partition lab.result_2023 for values from ('2023-01-01') to ('2024-01-01');
