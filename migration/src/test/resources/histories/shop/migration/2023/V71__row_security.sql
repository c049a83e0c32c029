ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY customer_self ON customer FOR SELECT TO shop_app
    USING (id = nullif(current_setting('shop.customer', true), '')::bigint);
CREATE POLICY customer_report ON customer AS PERMISSIVE FOR SELECT TO shop_report USING (true);
CREATE POLICY customer_write ON customer AS RESTRICTIVE FOR UPDATE TO shop_app USING (true) WITH CHECK (email <> '');
