ALTER VIEW cheap RESET (security_barrier);
ALTER VIEW cheap ALTER COLUMN price DROP DEFAULT;
