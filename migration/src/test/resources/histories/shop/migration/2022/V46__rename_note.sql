ALTER TABLE "order" RENAME COLUMN note TO customer_note;
