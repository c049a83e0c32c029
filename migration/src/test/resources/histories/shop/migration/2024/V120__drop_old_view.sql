DROP VIEW "order";
ALTER TABLE purchase ALTER CONSTRAINT order_customer_id_fkey DEFERRABLE INITIALLY IMMEDIATE;
COMMENT ON TABLE purchase IS 'Was "order" until V47';
