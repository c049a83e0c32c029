DO $outer$
BEGIN
    EXECUTE $make$
        CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS $inner$ SELECT upper($1) || '!' $inner$
    $make$;
    EXECUTE 'COMMENT ON FUNCTION shout(text) IS ' || quote_literal('made by $1; calls $$ and $x$');
END
$outer$;
