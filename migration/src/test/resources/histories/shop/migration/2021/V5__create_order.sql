CREATE TYPE order_state AS ENUM ('open', 'paid', 'shipped');

CREATE TABLE "order" (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customer,
    state       order_state NOT NULL DEFAULT 'open',
    placed_at   timestamptz NOT NULL DEFAULT now(),
    note        text
);
CREATE INDEX order_customer_ix ON "order" (customer_id);

CREATE TABLE order_line (
    order_id   bigint NOT NULL REFERENCES "order" ON DELETE CASCADE,
    line_no    smallint NOT NULL,
    product_id integer NOT NULL REFERENCES product,
    quantity   integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(8, 2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
