ALTER RULE cheap_log ON cheap RENAME TO cheap_notify;
