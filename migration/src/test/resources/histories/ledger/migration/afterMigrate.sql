-- A callback: after every run.
REFRESH MATERIALIZED VIEW book.trial_balance;
