DROP TRIGGER item_noted ON item;
