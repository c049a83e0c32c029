ALTER SYSTEM SET log_autovacuum_min_duration = '30s';
