DROP TABLE order_line;
DROP TABLE "order";
DROP TYPE order_state;
