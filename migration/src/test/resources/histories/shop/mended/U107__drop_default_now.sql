ALTER TABLE customer ALTER COLUMN created_at SET DEFAULT now();
