-- The first draft of the way back. One name is misspelt, and IF EXISTS keeps quiet about it.
DROP TABLE IF EXISTS audit_logs CASCADE;
DROP TABLE IF EXISTS encryption_keys CASCADE;
DROP TABLE IF EXISTS mfa_configurations CASCADE;
DROP TABLE IF EXISTS password_histories CASCADE;
DROP TABLE IF EXISTS failed_login_attempts CASCADE;
DROP TABLE IF EXISTS security_events CASCADE;
DROP TABLE IF EXISTS security_metrics CASCADE;
DROP TABLE IF EXISTS data_classification CASCADE;
