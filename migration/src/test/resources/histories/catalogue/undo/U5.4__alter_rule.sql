ALTER RULE cheap_notify ON cheap RENAME TO cheap_log;
