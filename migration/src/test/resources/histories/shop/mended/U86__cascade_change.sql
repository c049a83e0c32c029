ALTER TABLE order_line DROP CONSTRAINT order_line_order_fk;
ALTER TABLE order_line ADD CONSTRAINT order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES purchase ON DELETE CASCADE;
