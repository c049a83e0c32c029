-- Repeatable: runs again whenever this file changes, after all versions, in the order of the descriptions.
CREATE OR REPLACE VIEW book.posted AS
SELECT j.id, j.booked_on, p.line, p.account, p.amount
FROM book.journal j JOIN book.posting p ON p.journal_id = j.id
WHERE j.state = 'posted';
