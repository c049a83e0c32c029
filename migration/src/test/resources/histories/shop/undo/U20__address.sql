DROP TABLE customer_address;
DROP TYPE postal_address;
