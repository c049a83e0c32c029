ALTER TABLE "order" RENAME TO purchase;
ALTER INDEX order_customer_ix RENAME TO purchase_customer_ix;
CREATE VIEW "order" AS SELECT * FROM purchase;
