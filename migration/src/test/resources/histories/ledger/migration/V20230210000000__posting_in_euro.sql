ALTER TABLE book.posting ADD COLUMN amount_eur numeric(18, 4);
UPDATE book.posting p SET amount_eur = round(p.amount / r.per_euro, 4)
FROM book.journal j JOIN book.exchange_rate r ON r.currency = j.currency
WHERE j.id = p.journal_id AND r.day = (SELECT min(day) FROM book.exchange_rate x WHERE x.currency = j.currency AND x.day >= j.booked_on);
