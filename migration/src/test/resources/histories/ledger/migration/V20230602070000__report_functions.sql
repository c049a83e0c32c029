CREATE FUNCTION book.balance(account char(4), until date DEFAULT 'infinity') RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(sum(p.amount), 0)
    FROM book.posting p
    JOIN book.journal j ON j.id = p.journal_id
    WHERE p.account = balance.account AND j.booked_on <= until AND j.state = CASE WHEN true THEN 'posted'::book.entry_state END;
END;
