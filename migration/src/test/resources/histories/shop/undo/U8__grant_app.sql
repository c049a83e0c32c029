-- The migrator's own history is granted along with ALL TABLES, so it is taken back along with them.
REVOKE SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM shop_app;
REVOKE USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public FROM shop_app;
