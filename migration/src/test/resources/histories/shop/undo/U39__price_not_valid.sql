ALTER TABLE order_line DROP CONSTRAINT order_line_price_ck;
