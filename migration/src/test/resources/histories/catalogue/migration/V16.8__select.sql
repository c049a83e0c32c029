SELECT set_config('catalogue.note', 'x;y', true);
WITH made AS (INSERT INTO by_begin SELECT n FROM generate_series(10, 12) n RETURNING id) SELECT count(*) FROM made;
