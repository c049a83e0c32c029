CREATE DOMAIN colour AS text DEFAULT '#ffffff' NOT NULL CONSTRAINT colour_ck CHECK (VALUE ~ '^#[0-9a-f]{6}$');
