ALTER TABLE order_line ALTER CONSTRAINT order_line_price_ck NOT VALID;
