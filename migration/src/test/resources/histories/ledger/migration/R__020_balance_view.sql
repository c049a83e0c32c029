CREATE OR REPLACE VIEW book.balances AS
SELECT a.code, a.name, coalesce(sum(p.amount), 0) AS balance
FROM book.account a LEFT JOIN book.posted p ON p.account = a.code
GROUP BY a.code;
