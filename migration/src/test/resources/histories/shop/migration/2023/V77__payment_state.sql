-- Adds a value and uses it in the next statement, which PostgreSQL allows only after a commit.
ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'refunded';
CREATE TABLE refund (
    order_id bigint PRIMARY KEY REFERENCES purchase,
    state    order_state NOT NULL DEFAULT 'refunded',
    amount   numeric(12, 2) NOT NULL
);
