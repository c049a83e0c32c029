CREATE POLICY item_all ON item TO CURRENT_USER USING (id > 0) WITH CHECK (price >= 0);
