ALTER TRIGGER item_noted ON item RENAME TO item_note;
