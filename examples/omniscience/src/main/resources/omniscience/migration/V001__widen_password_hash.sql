-- A sealed hash is longer than bcrypt's sixty characters. Widening rewrites nothing.
ALTER TABLE users ALTER COLUMN password_hash TYPE text;
