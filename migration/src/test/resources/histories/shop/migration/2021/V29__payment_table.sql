SET search_path TO payment, public;
CREATE TABLE receipt (
    id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id bigint NOT NULL REFERENCES "order",
    method   text NOT NULL REFERENCES method,
    amount   numeric(10, 2) NOT NULL,
    paid_at  timestamptz NOT NULL
);
-- The session keeps this path unless the migrator cleans up behind the file.
