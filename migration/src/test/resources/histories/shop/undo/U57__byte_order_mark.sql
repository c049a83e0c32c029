ALTER TABLE return_request DROP COLUMN "Rückgabegrund";
