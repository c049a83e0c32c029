ALTER TABLE forums DROP COLUMN "position";
