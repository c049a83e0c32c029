ALTER TABLE order_line DROP CONSTRAINT order_line_order_id_fkey;
ALTER TABLE order_line ADD CONSTRAINT order_line_order_fk FOREIGN KEY (order_id) REFERENCES purchase ON DELETE RESTRICT;
