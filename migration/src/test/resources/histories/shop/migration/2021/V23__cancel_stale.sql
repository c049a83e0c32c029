-- The value of V22 is used only here: it had to be committed first.
UPDATE "order" SET state = 'cancelled' WHERE state = 'open' AND placed_at < '2021-02-05';
