DROP TRIGGER item_note ON item;
