ALTER TABLE return_request ADD COLUMN "Rückgabegrund" text;
COMMENT ON COLUMN return_request."Rückgabegrund" IS 'As the customer wrote it – unchanged';
