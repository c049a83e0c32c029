REVOKE SELECT (id, created_at), UPDATE (phone) ON customer FROM shop_report;
