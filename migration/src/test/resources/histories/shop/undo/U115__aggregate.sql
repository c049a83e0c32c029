DROP AGGREGATE longest(text);
DROP FUNCTION longest_step(text, text);
