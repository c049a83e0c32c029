set statement_timeout = '30s';
set local idle_in_transaction_session_timeout = '1min';
create index rooms_label_idx on rooms (label varchar_pattern_ops);
reset statement_timeout;
