DROP TABLE payment.receipt;
