CREATE OR REPLACE FUNCTION render(template text, "values" jsonb) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT AS
$fn$
DECLARE
    k text;
    v text;
BEGIN
    FOR k, v IN SELECT * FROM jsonb_each_text("values") LOOP
        template := replace(template, '${' || k || '}', v);
    END LOOP;
    EXECUTE $q$ SELECT $1 $q$ INTO template USING template;
    RETURN template;
END;
$fn$;
