CREATE FUNCTION touch() RETURNS trigger
    LANGUAGE plpgsql AS
$touch$
BEGIN
    -- Semicolons; and 'quotes' and $$ are text in here.
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END;
$touch$;
