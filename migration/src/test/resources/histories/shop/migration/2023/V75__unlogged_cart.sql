CREATE UNLOGGED TABLE cart (session uuid PRIMARY KEY, items jsonb NOT NULL DEFAULT '[]', seen timestamptz);
