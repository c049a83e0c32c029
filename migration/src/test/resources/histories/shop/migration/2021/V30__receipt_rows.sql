-- Unqualified: must land in public's tables although V29 left another search path behind.
CREATE TABLE receipt_import (raw jsonb NOT NULL);
INSERT INTO receipt_import VALUES ('{"order": 1, "amount": 54.80, "z": null, "a": [1, 2]}'), ('{"order": 3, "amount": 36.00}');
INSERT INTO payment.receipt (id, order_id, method, amount, paid_at)
SELECT md5(raw::text)::uuid, (raw ->> 'order')::bigint, 'CARD', (raw ->> 'amount')::numeric, '2021-03-01'
FROM receipt_import;
