-- The role stays set when the file ends; the next file must not inherit it.
GRANT USAGE, CREATE ON SCHEMA audit TO shop_app;
SET ROLE shop_app;
CREATE TABLE audit.note (id integer PRIMARY KEY, text text);
