GRANT SELECT ON kept TO cat_clerk;
DROP OWNED BY cat_clerk;
COMMENT ON TABLE kept IS 'no clerk reads it';
