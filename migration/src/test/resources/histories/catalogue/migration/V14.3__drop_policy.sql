DROP POLICY item_all ON item;
