REVOKE SELECT ON customer FROM shop_report;
GRANT SELECT (id, created_at), UPDATE (phone) ON customer TO shop_report;
