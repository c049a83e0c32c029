DROP INDEX shop_event_at_ix;
