CREATE OR REPLACE FUNCTION book.import_csv(raw text) RETURNS TABLE (line integer, problem text)
    LANGUAGE plpgsql AS
$import$
DECLARE
    row_text text;
    n integer := 0;
    fields text[];
BEGIN
    FOREACH row_text IN ARRAY regexp_split_to_array(raw, E'\r?\n') LOOP
        n := n + 1;
        CONTINUE WHEN row_text ~ '^\s*(#|$)';
        fields := string_to_array(row_text, ';');
        IF cardinality(fields) <> 4 THEN
            line := n; problem := format('%s fields; expected 4', cardinality(fields));
            RETURN NEXT;
            CONTINUE;
        END IF;
        BEGIN
            EXECUTE $sql$ SELECT $1::date, $2::numeric $sql$ USING fields[1], fields[2];
        EXCEPTION
            WHEN invalid_datetime_format OR datetime_field_overflow THEN
                line := n; problem := 'not a date; see ''YYYY-MM-DD''';
                RETURN NEXT;
            WHEN OTHERS THEN
                line := n; problem := SQLERRM;
                RETURN NEXT;
        END;
    END LOOP;
    RETURN;
END;
$import$;
COMMENT ON FUNCTION book.import_csv(text) IS $$Gives what is wrong; "nothing" when all is well$$;
