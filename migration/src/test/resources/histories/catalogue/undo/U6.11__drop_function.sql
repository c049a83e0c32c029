CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $noted$
BEGIN
    RAISE NOTICE 'row % of %', NEW.id, TG_TABLE_NAME; -- ; $$ '
    RETURN NEW;
END
$noted$;
