DROP VIEW "order";
ALTER INDEX purchase_customer_ix RENAME TO order_customer_ix;
ALTER TABLE purchase RENAME TO "order";
