DELETE FROM item USING (VALUES (3)) AS gone (id) WHERE item.id = gone.id RETURNING item.name;
