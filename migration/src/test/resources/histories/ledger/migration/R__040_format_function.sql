CREATE OR REPLACE FUNCTION book.money(numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT to_char($1, 'FM999G999G990D00') || ' ${currency}' $$;
