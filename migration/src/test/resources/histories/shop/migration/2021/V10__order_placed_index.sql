CREATE INDEX CONCURRENTLY order_placed_ix ON "order" (placed_at DESC);
