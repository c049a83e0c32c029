CREATE FUNCTION longest_step(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS
'SELECT CASE WHEN length($2) > length(coalesce($1, '''')) THEN $2 ELSE $1 END';
CREATE AGGREGATE longest(text) (SFUNC = longest_step, STYPE = text);
