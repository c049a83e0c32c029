CREATE MATERIALIZED VIEW book.trial_balance AS
SELECT p.account, date_trunc('month', j.booked_on)::date AS month, sum(p.amount) AS amount
FROM book.posting p JOIN book.journal j ON j.id = p.journal_id
GROUP BY 1, 2;
CREATE UNIQUE INDEX trial_balance_key ON book.trial_balance (account, month);
