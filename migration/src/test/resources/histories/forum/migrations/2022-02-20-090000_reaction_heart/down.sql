ALTER TYPE reaction RENAME TO reaction_old;
CREATE TYPE reaction AS ENUM ('like', 'laugh', 'sad');
ALTER TABLE reactions ALTER COLUMN reaction TYPE reaction USING reaction::text::reaction;
DROP TYPE reaction_old;
