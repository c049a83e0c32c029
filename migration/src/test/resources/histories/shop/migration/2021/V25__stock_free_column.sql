ALTER TABLE stock ADD COLUMN free integer GENERATED ALWAYS AS (on_hand - reserved) STORED;
