COMMENT ON TABLE purchase IS NULL;
ALTER TABLE purchase ALTER CONSTRAINT order_customer_id_fkey NOT DEFERRABLE;
CREATE VIEW "order" AS SELECT id, customer_id, state, placed_at, customer_note FROM purchase;
