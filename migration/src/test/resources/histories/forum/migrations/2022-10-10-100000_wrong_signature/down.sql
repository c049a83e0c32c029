DROP FUNCTION post_excerpt(TEXT);
