ALTER TABLE "order" RENAME COLUMN customer_note TO note;
