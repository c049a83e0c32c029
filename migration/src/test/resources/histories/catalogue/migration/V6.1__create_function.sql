CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT RETURN 2 * n;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $noted$
BEGIN
    RAISE NOTICE 'row % of %', NEW.id, TG_TABLE_NAME; -- ; $$ '
    RETURN NEW;
END
$noted$;
