ALTER TABLE order_line ADD CONSTRAINT order_line_price_ck CHECK (unit_price >= 0) NOT VALID;
