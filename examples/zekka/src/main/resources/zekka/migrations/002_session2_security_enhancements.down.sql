-- Each table by its name: what else depends on one of them makes this fail, instead of vanishing with it.
DROP TABLE data_classification;
DROP TABLE security_metrics;
DROP TABLE security_events;
DROP TABLE failed_login_attempts;
DROP TABLE password_history;
DROP TABLE mfa_configurations;
DROP TABLE encryption_keys;
DROP TABLE audit_logs;
