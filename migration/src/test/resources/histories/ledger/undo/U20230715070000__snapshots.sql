DROP MATERIALIZED VIEW book.trial_balance;
