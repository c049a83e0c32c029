ALTER SYSTEM RESET log_autovacuum_min_duration;
