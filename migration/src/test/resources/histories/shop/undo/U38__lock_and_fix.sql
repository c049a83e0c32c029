ALTER TABLE "order" ALTER COLUMN note DROP NOT NULL;
UPDATE "order" SET note = NULL WHERE note = 'unknown';
