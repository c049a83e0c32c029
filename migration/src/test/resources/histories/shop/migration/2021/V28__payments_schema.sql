CREATE SCHEMA payment;
GRANT USAGE ON SCHEMA payment TO shop_app;
CREATE TABLE payment.method (code text PRIMARY KEY, label text NOT NULL, active boolean NOT NULL DEFAULT true);
INSERT INTO payment.method VALUES ('CARD', 'Card', true), ('INV', 'Invoice', true), ('CHQ', 'Cheque', false);
