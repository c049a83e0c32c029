DROP POLICY customer_write ON customer;
DROP POLICY customer_report ON customer;
DROP POLICY customer_self ON customer;
ALTER TABLE customer DISABLE ROW LEVEL SECURITY;
