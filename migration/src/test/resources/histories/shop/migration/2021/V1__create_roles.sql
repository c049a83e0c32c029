-- Roles belong to the whole cluster: another database may have made them already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
        CREATE ROLE shop_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_report') THEN
        CREATE ROLE shop_report NOLOGIN;
    END IF;
END
$$;
