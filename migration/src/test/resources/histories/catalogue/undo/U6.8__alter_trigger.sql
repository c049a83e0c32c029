ALTER TRIGGER item_note ON item RENAME TO item_noted;
