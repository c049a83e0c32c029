CREATE DOMAIN colour AS text CONSTRAINT colour_ck CHECK (VALUE ~ '^#[0-9a-f]{6}$');
