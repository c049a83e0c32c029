CREATE FUNCTION book.statement(account char(4), OUT day date, OUT text text, OUT amount numeric, OUT saldo numeric) RETURNS SETOF record
    LANGUAGE sql STABLE ROWS 100 COST 50 AS $body$
    SELECT j.booked_on, j.text, p.amount::numeric, sum(p.amount) OVER (ORDER BY j.booked_on, j.id)
    FROM book.posting p JOIN book.journal j ON j.id = p.journal_id
    WHERE p.account = $1;
$body$;
