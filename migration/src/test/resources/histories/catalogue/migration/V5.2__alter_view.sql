ALTER VIEW cheap ALTER COLUMN price SET DEFAULT 1;
ALTER VIEW cheap SET (security_barrier);
