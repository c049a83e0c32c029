DROP POLICY item_all ON item;
CREATE POLICY item_all ON item USING (true);
